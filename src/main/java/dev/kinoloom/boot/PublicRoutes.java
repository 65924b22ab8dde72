package dev.kinoloom.boot;

import dev.kinoloom.api.ContractRoutes;
import dev.kinoloom.api.DownloadRoutes;
import dev.kinoloom.api.GenerateRoutes;
import dev.kinoloom.api.MediaRoutes;
import dev.kinoloom.api.QueueRoutes;
import dev.kinoloom.api.StorageRoutes;
import dev.kinoloom.api.VideoRoutes;
import dev.kinoloom.api.WebhookRoutes;
import dev.kinoloom.api.management.QueueView;
import dev.kinoloom.delivery.SseRoutes;
import dev.kinoloom.http.Authentication;
import dev.kinoloom.http.Contract;
import dev.kinoloom.http.Entrance;
import dev.kinoloom.http.KeyCache;
import dev.kinoloom.http.Routes;
import dev.kinoloom.store.Progresses;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntFunction;

/**
 * What the public port serves. Several event loops do: what counts for the node, or keeps nothing,
 * is mounted on all of them; what belongs to the connections of a loop, each has for itself.
 */
final class PublicRoutes {
  /** As many as there are processors, and no more than one database keeps busy. */
  static final int LOOPS = Math.min(4, Runtime.getRuntime().availableProcessors());

  private static final int REMEMBERED_JOBS = 10_000;
  private static final int REMEMBERED_KEYS = 1_000;
  private static final Duration KEYS_FOR = Duration.ofSeconds(10);

  private final Node node;
  private final Plant plant;
  private final Clock clock = Clock.systemUTC();
  private final Contract contract;
  private final Progresses progresses;
  private final BusHints hints;
  private final Entrance entrance;
  private final List<Routes> ofAll;

  /** {@code nodeOfSlot}: the node that looks after a slot. */
  PublicRoutes(Node node, Plant plant, IntFunction<Optional<Integer>> nodeOfSlot) {
    var stores = node.stores();
    this.node = node;
    this.plant = plant;
    this.contract = Node.await(Contract.load(node.vertx()));
    this.progresses = new Progresses(stores.facts(), REMEMBERED_JOBS);
    this.hints = new BusHints(node.bus());
    this.entrance =
        Entrance.guarded(
            () -> UUID.randomUUID().toString(),
            contract,
            new Authentication(stores.keys(), new KeyCache(REMEMBERED_KEYS, KEYS_FOR, clock)));
    this.ofAll =
        List.of(
            new QueueRoutes(
                contract, new QueueView(node.operations(), new StageNames(nodeOfSlot))::ofHolder),
            new WebhookRoutes(
                contract,
                ReplicateWebhook.of(node.providers().child("replicate"))
                    .map(webhook -> webhook.signature(clock))
                    .orElse(null),
                node.handles()::hasten,
                hints,
                node.meters()),
            new DownloadRoutes(contract, stores.jobs(), progresses, node.artifacts()),
            new MediaRoutes(
                contract,
                plant.admission(),
                plant.allowance(),
                node.blocking(),
                node.scratch(),
                MediaRoutes.Limits.DEFAULT),
            new StorageRoutes(contract, stores.jobs(), plant.allowance(), plant.freed()));
  }

  /** In the order in which a request meets them. */
  List<Routes> ofLoop() {
    var stores = node.stores();
    var all =
        new ArrayList<Routes>(
            List.of(
                entrance,
                new ContractRoutes(contract),
                new GenerateRoutes(
                    node.vertx(),
                    contract,
                    plant.intake(),
                    plant.allowance(),
                    progresses,
                    node.bus(),
                    clock),
                new VideoRoutes(
                    node.vertx(), contract, stores.jobs(), progresses, node.bus(), hints, clock),
                new SseRoutes(
                    node.vertx(),
                    contract,
                    stores.jobs(),
                    stores.facts(),
                    progresses,
                    node.bus(),
                    SseRoutes.Pace.DEFAULT,
                    clock,
                    node.meters())));
    all.addAll(ofAll);
    return all;
  }
}
