package dev.kinoloom.membership;

import dev.kinoloom.store.NodeStore;
import dev.kinoloom.store.RosterStore;
import dev.kinoloom.store.RosterStore.State;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears at each beat whether an operator has drained this node, or takes that back, and has it
 * done, once. A drained node that was buried comes back under a new id, which is drained as well.
 */
public final class DrainWatch {
  private static final Logger log = LoggerFactory.getLogger(DrainWatch.class);

  /** What this node does for others. */
  public interface Work {
    /** It comes to an end; what runs may end first, or is handed back. */
    void rest();

    /** It goes on; false = it does not, for the node was told to end. */
    boolean resume();
  }

  private final RosterStore roster;
  private final NodeStore nodes;
  private final IntSupplier node;
  private final Work work;
  private volatile boolean draining;
  private int drained;

  /** {@code work}: rests and resumes in turns. */
  public DrainWatch(RosterStore roster, NodeStore nodes, IntSupplier node, Work work) {
    this.roster = roster;
    this.nodes = nodes;
    this.node = node;
    this.work = work;
  }

  /** An operator has drained this node. From any thread. */
  public boolean isDraining() {
    return draining;
  }

  /** One look. */
  public Future<Void> look() {
    int me = node.getAsInt();
    return roster.state(me).compose(state -> heard(me, state));
  }

  private Future<Void> heard(int me, Optional<State> state) {
    if (state.filter(State.DRAINING::equals).isPresent()) {
      drained = me;
      if (!draining) {
        draining = true;
        work.rest();
      }
    } else if (state.filter(State.UP::equals).isPresent() && draining) {
      return up(me);
    }
    return Future.succeededFuture();
  }

  /** The node that was drained is up: an operator wished it, or it came back under a new id. */
  private Future<Void> up(int me) {
    if (me == drained && work.resume()) {
      draining = false;
      return Future.succeededFuture();
    }
    log.info("node stays drained node={} cause={}", me, me == drained ? "it leaves" : "came back");
    return nodes.drain(me);
  }
}
