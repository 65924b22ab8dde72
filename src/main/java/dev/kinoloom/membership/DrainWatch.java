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
 * Hears at each beat whether an operator has drained this node, and has it done, once. A drained
 * node that was buried comes back under a new id, which is drained as well.
 */
public final class DrainWatch {
  private static final Logger log = LoggerFactory.getLogger(DrainWatch.class);

  private final RosterStore roster;
  private final NodeStore nodes;
  private final IntSupplier node;
  private final Runnable drain;
  private volatile boolean draining;

  /** {@code drain}: ends what this node does for others; called at most once. */
  public DrainWatch(RosterStore roster, NodeStore nodes, IntSupplier node, Runnable drain) {
    this.roster = roster;
    this.nodes = nodes;
    this.node = node;
    this.drain = drain;
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
    if (state.filter(State.DRAINING::equals).isPresent() && !draining) {
      draining = true;
      drain.run();
    } else if (state.filter(State.UP::equals).isPresent() && draining) {
      log.info("node came back and stays drained node={}", me);
      return nodes.drain(me);
    }
    return Future.succeededFuture();
  }
}
