package dev.kinoloom.ops;

import dev.kinoloom.config.Settings;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.vertx.core.spi.VertxTracerFactory;
import io.vertx.core.tracing.TracingOptions;
import io.vertx.tracing.opentelemetry.OpenTelemetryOptions;
import io.vertx.tracing.opentelemetry.OpenTelemetryTracingFactory;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends spans to an OpenTelemetry collector (OTLP over HTTP, protobuf), in batches, from a thread
 * of its own; what it cannot get rid of it drops. Off unless an endpoint is configured.
 */
public final class Telemetry implements AutoCloseable {
  private static final int WAITING_MAX = 4_096;
  private static final Duration BETWEEN = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final @Nullable OpenTelemetrySdk sdk;

  /** {@code node}: its name; {@code version}: of this program. */
  public Telemetry(Settings.Telemetry settings, String node, String version) {
    sdk = settings.endpoint() == null ? null : sdk(settings.endpoint(), settings, node, version);
  }

  private static OpenTelemetrySdk sdk(
      String endpoint, Settings.Telemetry settings, String node, String version) {
    var exporter =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(endpoint.replaceFirst("/+$", "") + "/v1/traces")
            .setTimeout(LONGEST);
    settings.headers().forEach((name, value) -> exporter.addHeader(name, value.reveal()));
    var resource =
        Resource.getDefault()
            .merge(
                Resource.create(
                    Attributes.of(
                        AttributeKey.stringKey("service.name"), "kinoloom",
                        AttributeKey.stringKey("service.instance.id"), node,
                        AttributeKey.stringKey("service.version"), version)));
    var spans =
        BatchSpanProcessor.builder(exporter.build())
            .setMaxQueueSize(WAITING_MAX)
            .setScheduleDelay(BETWEEN)
            .setExporterTimeout(LONGEST)
            .build();
    return OpenTelemetrySdk.builder()
        .setTracerProvider(
            SdkTracerProvider.builder().setResource(resource).addSpanProcessor(spans).build())
        .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
        .build();
  }

  public Traces traces() {
    return sdk == null ? Traces.OFF : new Traces(sdk);
  }

  /** For Vert.x, so that requests that come and go are spans too; empty when off. */
  public Optional<VertxTracerFactory> requests() {
    return Optional.ofNullable(sdk).map(OpenTelemetryTracingFactory::new);
  }

  /** What Vert.x must be told beside {@link #requests}. */
  public TracingOptions options() {
    return new OpenTelemetryOptions();
  }

  /** Sends what is left, for at most ten seconds. Blocks. */
  @Override
  public void close() {
    if (sdk != null) {
      sdk.close();
    }
  }
}
