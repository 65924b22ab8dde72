package dev.kinoloom.boot;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** A collector of ours: takes OTLP over HTTP, as protobuf, and keeps every span. */
final class SpanReceiver implements AutoCloseable {
  /** A span as it came; ids as hex. */
  record Received(
      String node,
      String name,
      String trace,
      String id,
      String parent,
      boolean failed,
      Map<String, String> attributes) {
    boolean isAttempt() {
      return name.startsWith("attempt ");
    }
  }

  private final List<Received> spans = new CopyOnWriteArrayList<>();
  private final List<String> keys = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  SpanReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/traces",
        exchange -> {
          keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("x-collector-key")));
          take(ExportTraceServiceRequest.parseFrom(exchange.getRequestBody()));
          exchange.getResponseHeaders().add("content-type", "application/x-protobuf");
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  List<Received> spans() {
    return List.copyOf(spans);
  }

  /** What came as {@code X-Collector-Key} with each delivery. */
  List<String> keys() {
    return List.copyOf(keys);
  }

  private void take(ExportTraceServiceRequest delivery) {
    var hex = HexFormat.of();
    for (var resource : delivery.getResourceSpansList()) {
      var node = texts(resource.getResource().getAttributesList()).get("service.instance.id");
      for (var scope : resource.getScopeSpansList()) {
        for (var span : scope.getSpansList()) {
          spans.add(
              new Received(
                  String.valueOf(node),
                  span.getName(),
                  hex.formatHex(span.getTraceId().toByteArray()),
                  hex.formatHex(span.getSpanId().toByteArray()),
                  hex.formatHex(span.getParentSpanId().toByteArray()),
                  span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR,
                  texts(span.getAttributesList())));
        }
      }
    }
  }

  private static Map<String, String> texts(List<KeyValue> attributes) {
    return attributes.stream()
        .collect(Collectors.toMap(KeyValue::getKey, one -> one.getValue().getStringValue()));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
