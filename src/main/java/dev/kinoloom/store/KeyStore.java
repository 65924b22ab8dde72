package dev.kinoloom.store;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Virtual keys, and the secrets by which they are known. Only hashes of secrets are kept. */
public interface KeyStore {
  /**
   * A virtual key.
   *
   * @param key id
   * @param name for people
   * @param createdAt when
   * @param paused its jobs are accepted but not started
   * @param running its jobs that run or stop
   * @param open its jobs that have not ended
   */
  record Key(int key, String name, Instant createdAt, boolean paused, int running, int open) {}

  /** A new key; {@code secretHash} is the SHA-256 of its secret as hex. */
  Future<Integer> create(String name, String secretHash, int slot);

  /** Whose secret this is the hash of. */
  Future<Optional<Key>> authenticate(String secretHash);

  Future<Optional<Key>> find(String name);

  Future<List<Key>> list();

  /** The slot of each of these keys; those that there are not are left out. */
  Future<Map<Integer, Integer>> slots(Collection<Integer> keys);

  /** Another secret for a key, in place of all earlier ones. */
  Future<Void> replaceSecret(int key, String secretHash);
}
