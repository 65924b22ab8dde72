package dev.kinoloom.boot;

import dev.kinoloom.bus.BusOptions;
import dev.kinoloom.config.Cluster;
import dev.kinoloom.ops.Telemetry;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.net.BindException;
import java.util.concurrent.CompletionException;

/** Vert.x as a process has it: measured, and traced where the settings say so. Blocks. */
final class MeasuredVertx {
  private final MeterRegistry registry;
  private final Telemetry telemetry;

  MeasuredVertx(MeterRegistry registry, Telemetry telemetry) {
    this.registry = registry;
    this.telemetry = telemetry;
  }

  /** One that knows of no others. */
  Vertx alone() {
    return builder(new VertxOptions()).build();
  }

  /**
   * One that sends hints to the members that {@code member} sees. Throws {@link CannotStart} where
   * none can be listened for.
   */
  Vertx clustered(Cluster cluster, HazelcastMember member) {
    var options = BusOptions.with(new VertxOptions(), cluster);
    try {
      return Node.await(builder(options).withClusterManager(member.manager()).buildClustered());
    } catch (CompletionException e) {
      throw e.getCause() instanceof BindException
          ? new CannotStart(
              "Hints cannot be listened for on port %d: set cluster.busHost to an address of this machine, and cluster.busPort to a free port (0 = any)."
                  .formatted(cluster.busPort()),
              e)
          : e;
    }
  }

  private VertxBuilder builder(VertxOptions options) {
    var metrics = new MicrometerMetricsOptions().setEnabled(true).setJvmMetricsEnabled(true);
    var builder =
        Vertx.builder()
            .with(options.setPreferNativeTransport(true).setMetricsOptions(metrics))
            .withMetrics(new MicrometerMetricsFactory(registry));
    telemetry
        .requests()
        .ifPresent(
            tracer -> {
              options.setTracingOptions(telemetry.options());
              builder.withTracer(tracer);
            });
    return builder;
  }
}
