package dev.kinoloom.store;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of a key, by operators' hands; only their hashes are kept. Each act stands in the
 * audit. A node that has just seen a revoked secret takes it for ten seconds more.
 */
public interface SecretStore {
  /**
   * A secret of a key.
   *
   * @param id the first 12 hex digits of its hash, by which operators name it
   * @param createdAt when
   * @param revokedAt since when it is worth nothing; null = it is good
   */
  record Secret(String id, Instant createdAt, @Nullable Instant revokedAt) {}

  /** The newest first. */
  Future<List<Secret>> list(int key);

  /** One more secret; {@code hash} is its SHA-256 as hex. false = there is no such key. */
  Future<Boolean> issue(String by, int key, String hash);

  /** A new secret in place of all others. false = there is no such key. */
  Future<Boolean> rotate(String by, int key, String hash);

  /** Ends a secret by its id. false = the key has no such secret that is good. */
  Future<Boolean> revoke(String by, int key, String id);
}
