package dev.kinoloom.boot;

import dev.kinoloom.artifact.ArtifactShelf;
import dev.kinoloom.artifact.ArtifactStore;
import dev.kinoloom.config.Settings;
import dev.kinoloom.membership.DrainWatch;
import dev.kinoloom.membership.Heartbeat;
import dev.kinoloom.membership.Housekeeping;
import dev.kinoloom.membership.MembershipVerticle;
import dev.kinoloom.membership.Retention;
import dev.kinoloom.membership.UpkeepVerticle;
import dev.kinoloom.ops.Meters;
import dev.kinoloom.pipeline.Hints;
import dev.kinoloom.store.Operations;
import dev.kinoloom.store.Stores;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a node does beside its work: renews its lease, sweeps after those that died, heeds a wish
 * that it drains, forgets what need not be kept any longer.
 */
final class Household {
  private final MembershipVerticle membership;
  private final UpkeepVerticle upkeep;

  /** {@code lanes}: all of this version; {@code work}: what operators may drain. */
  Household(
      Stores stores,
      Operations operations,
      ArtifactStore artifacts,
      Heartbeat heartbeat,
      Hints hints,
      Settings settings,
      Set<Integer> lanes,
      DrainWatch.Work work,
      Meters meters) {
    var node = settings.node();
    var housekeeping =
        new Housekeeping(
            stores.nodes(),
            stores.tasks(),
            hints,
            heartbeat,
            node.leaseTtl(),
            node.maxLost(),
            lanes);
    meters.leasesLost(housekeeping, Housekeeping::swept);
    membership = new MembershipVerticle(heartbeat, housekeeping, node.beat());
    upkeep =
        new UpkeepVerticle(
            new DrainWatch(operations.roster(), stores.nodes(), heartbeat, work),
            new Retention(
                operations,
                artifacts instanceof ArtifactShelf shelf ? Optional.of(shelf) : Optional.empty(),
                settings.retention(),
                heartbeat,
                InstantSource.system(),
                System::nanoTime),
            node.beat());
  }

  /** What runs, in the order of its start. */
  List<VerticleBase> verticles() {
    return List.of(membership, upkeep);
  }

  /** An operator has drained this node. */
  boolean isDraining() {
    return upkeep.isDraining();
  }
}
