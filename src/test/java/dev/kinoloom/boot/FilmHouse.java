package dev.kinoloom.boot;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kinoloom.codec.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A server that speaks as Replicate does, and films the same clip for everybody. */
final class FilmHouse implements AutoCloseable {
  private static final String PREDICTIONS = "/v1/predictions/";

  private final HttpServer server;
  private final byte[] clip;

  /** What it was asked to film: {@code input} of each create. */
  final List<JsonNode> wishes = new CopyOnWriteArrayList<>();

  /** Where the end of each is to be told; empty = nowhere. */
  final List<String> webhooks = new CopyOnWriteArrayList<>();

  final CountDownLatch looked = new CountDownLatch(1);
  final CountDownLatch cancelled = new CountDownLatch(1);

  /** What it says of each clip, e.g. {@code succeeded}. */
  volatile String status = "succeeded";

  /** With what it answers a create. */
  volatile int answer = 201;

  FilmHouse(byte[] clip) throws IOException {
    this.clip = clip.clone();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    server.createContext("/v1/models/owner/films/predictions", this::create);
    server.createContext(PREDICTIONS, this::prediction);
    server.createContext("/files/", exchange -> send(exchange, 200, "video/mp4", this.clip));
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void create(HttpExchange exchange) throws IOException {
    var body =
        Json.tree(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    wishes.add(body.path("input"));
    webhooks.add(body.path("webhook").asText());
    tell(exchange, answer, "film" + wishes.size(), "starting");
  }

  private void prediction(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath().substring(PREDICTIONS.length());
    if (path.endsWith("/cancel")) {
      status = "canceled";
      cancelled.countDown();
    } else {
      looked.countDown();
    }
    tell(exchange, 200, path.replace("/cancel", ""), status);
  }

  private void tell(HttpExchange exchange, int code, String id, String stands) throws IOException {
    var told =
        Map.of("id", id, "status", stands, "output", List.of(url() + "/files/" + id + ".mp4"));
    send(exchange, code, "application/json", Json.encode(told).getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int code, String type, byte[] bytes)
      throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().add("Content-Type", type);
      exchange.sendResponseHeaders(code, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
