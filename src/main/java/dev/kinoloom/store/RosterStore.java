package dev.kinoloom.store;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The nodes as an operator sees them. */
public interface RosterStore {
  /** What a node is up to; the ordinals + 1 are the numbers of the store. */
  enum State {
    UP,
    /** It claims nothing more; what it runs ends or is handed back. */
    DRAINING,
    /** For good: an id is never used again. */
    GONE
  }

  /**
   * A node.
   *
   * @param node id
   * @param name for people
   * @param state of it
   * @param leaseUntil until when what it holds is its own
   * @param isLate its lease is over: somebody will bury it
   * @param steadySince since when its lease has not lapsed
   * @param running tasks that it holds
   * @param trouble why it takes no work though it is up, for operators; null = it has none
   */
  record Entry(
      int node,
      String name,
      State state,
      Instant leaseUntil,
      boolean isLate,
      Instant steadySince,
      int running,
      @Nullable String trouble) {}

  /** All that are not forgotten yet, the newest first, at most 1,000. */
  Future<List<Entry>> list();

  /**
   * No new claims for this node from now on; it hears of it at its next beat. Answers its state
   * afterwards, {@link State#GONE} also for one whose lease is over; empty = there is no such node.
   */
  Future<Optional<State>> drain(String by, int node);

  /**
   * A node that drains takes work again; it hears of it at its next beat, and one that was told to
   * end drains again. Answers its state afterwards, {@link State#GONE} also for one whose lease is
   * over; empty = there is no such node.
   */
  Future<Optional<State>> undrain(String by, int node);

  /** Why the node takes no work though it is up; empty = it does again. */
  Future<Void> trouble(int node, Optional<String> trouble);

  /** A node's state; empty = it is forgotten. */
  Future<Optional<State>> state(int node);
}
