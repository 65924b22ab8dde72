package dev.kinoloom.mailbox;

import dev.kinoloom.store.NodeStore;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which node looks after which keys first, as far as this one knows who is there. Nodes may think
 * differently for a while: nothing is owned, so nothing is handed over, and what runs stays where
 * it runs. A change counts once it has stood for {@link #STEADY}. {@link #look} belongs on one
 * event loop; the rest may be asked from any thread.
 */
public final class Ring implements Supplier<Share> {
  static final Duration STEADY = Duration.ofSeconds(3);
  private static final Logger log = LoggerFactory.getLogger(Ring.class);

  private record Sight(Set<Integer> members, long since) {}

  private record Shared(Set<Integer> members, Slots slots) {}

  private final NodeStore nodes;
  private final IntSupplier me;
  private final LongSupplier nanos;
  private Sight last = new Sight(Set.of(), 0);
  private volatile Shared shared = share(Set.of());

  /** {@code me}: the id of this node now; {@code nanos}: a monotonic clock. */
  public Ring(NodeStore nodes, IntSupplier me, LongSupplier nanos) {
    this.nodes = nodes;
    this.me = me;
    this.nanos = nanos;
  }

  /** Looks who is there. What cannot be seen leaves things as they are. */
  public Future<Void> look() {
    return nodes
        .mailboxes()
        .map(
            members -> {
              see(members);
              return null;
            });
  }

  private void see(List<Integer> members) {
    var now = Set.copyOf(members);
    if (!now.equals(last.members())) {
      last = new Sight(now, nanos.getAsLong());
    }
    boolean steady = nanos.getAsLong() - last.since() >= STEADY.toNanos();
    if (!now.equals(shared.members()) && (steady || shared.members().isEmpty())) {
      shared = share(now);
      log.info(
          "slots are shared anew nodes={} mine={}",
          members,
          shared.slots().of(me.getAsInt()).size());
    }
  }

  private static Shared share(Set<Integer> members) {
    return new Shared(members, Slots.over(members, Slots.ALL));
  }

  /** This node's. */
  @Override
  public Share get() {
    var now = shared;
    int mine = me.getAsInt();
    return now.members().equals(Set.of(mine))
        ? Share.EVERYTHING
        : new Share(false, now.slots().of(mine));
  }

  /** Who looks after a slot first. */
  public Optional<Integer> node(int slot) {
    return shared.slots().node(slot);
  }
}
