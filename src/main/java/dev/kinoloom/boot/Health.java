package dev.kinoloom.boot;

import dev.kinoloom.api.OpsRoutes.Check;
import dev.kinoloom.api.OpsRoutes.Finding;
import dev.kinoloom.bus.Echo;
import dev.kinoloom.membership.Heartbeat;
import dev.kinoloom.worker.DiskWatch;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** What must be so for a node to be sent requests; each with what was found. */
final class Health {
  private Health() {}

  /** {@code leaving}: it is on its way out. */
  static List<Check> ready(Node node, Echo bus, Engine engine, BooleanSupplier leaving) {
    var ttl = node.settings().node().leaseTtl();
    return List.of(
        new Check("staying", () -> now(!leaving.getAsBoolean(), Map.of())),
        new Check("taking work", () -> work(engine, leaving)),
        new Check("database", () -> database(node)),
        new Check("disk", () -> disk(engine.disks())),
        new Check(
            "bus", () -> bus.call().map(took -> Finding.good(Map.of("millis", millis(took))))),
        new Check("lease", () -> lease(engine.lease(), ttl)));
  }

  private static Future<Finding> database(Node node) {
    long began = System.nanoTime();
    return node.ping()
        .map(
            none ->
                Finding.good(
                    Map.of("millis", millis(Duration.ofNanos(System.nanoTime() - began)))));
  }

  private static Future<Finding> work(Engine engine, BooleanSupplier leaving) {
    if (leaving.getAsBoolean() || engine.isDraining()) {
      return now(false, Map.of("why", "it drains"));
    }
    return now(!engine.disks().isFull(), why(engine.disks()));
  }

  private static Future<Finding> disk(DiskWatch disks) {
    return disks
        .look()
        .map(
            room -> {
              var detail = new HashMap<>(why(disks));
              disks.names().stream()
                  .mapToDouble(disks::free)
                  .filter(bytes -> !Double.isNaN(bytes))
                  .min()
                  .ifPresent(bytes -> detail.put("bytesFree", (long) bytes));
              return new Finding(room, detail);
            });
  }

  private static Map<String, Object> why(DiskWatch disks) {
    return disks.trouble().<Map<String, Object>>map(why -> Map.of("why", why)).orElse(Map.of());
  }

  /** Whose lease is over works on nothing, whatever else it can do. */
  private static Future<Finding> lease(Heartbeat lease, Duration ttl) {
    var age = lease.age();
    return now(
        age.compareTo(ttl) < 0,
        Map.of("node", lease.getAsInt(), "confirmedMillisAgo", millis(age), "ttl", ttl.toMillis()));
  }

  private static Future<Finding> now(boolean good, Map<String, Object> detail) {
    return Future.succeededFuture(new Finding(good, detail));
  }

  private static long millis(Duration time) {
    return time.toMillis();
  }
}
