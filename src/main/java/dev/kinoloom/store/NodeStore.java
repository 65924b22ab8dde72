package dev.kinoloom.store;

import dev.kinoloom.domain.Holding;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Nodes and their leases. An id is never used again. */
public interface NodeStore {
  /** A new node; answers its id. */
  Future<Integer> up(String name, Duration ttl);

  /**
   * Renews the lease and answers what the database says the node holds; empty = it was buried: kill
   * all children, come back under a new id.
   */
  Future<Optional<List<Holding>>> heartbeat(int node, Duration ttl);

  /**
   * Buries nodes whose lease is over and gives back what they held; answers how many tasks. A task
   * whose lease was lost {@code maxLost} times fails.
   */
  Future<Integer> reap(int node, Duration ttl, int maxLost);

  /** The only process on a database of its own takes over at once from whoever had it before. */
  Future<Integer> takeOver(int node, int maxLost);

  /** That node decides nothing: no key is looked after by it. */
  Future<Void> standAside(int node);

  /** The nodes that decide, are up and in time; the order says nothing. */
  Future<List<Integer>> mailboxes();

  /** No new claims from now on. */
  Future<Void> drain(int node);

  /**
   * Gives everything back, uncounted; answers how many tasks it still holds: call again until 0.
   */
  Future<Integer> leave(int node);
}
