package dev.kinoloom.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kinoloom.codec.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A provider of clips over HTTP that takes money for each, and outlives the nodes that ask it. It
 * speaks of predictions as Replicate does: {@code POST /v1/predictions} or {@code
 * /v1/models/OWNER/NAME/predictions}, {@code GET /v1/predictions[/ID]}, {@code POST
 * /v1/predictions/ID/cancel}; of whose create it is {@code input.reference} tells. The same
 * reference again is booked again. What it does wrong is thrown by dice: by the seed, the prompt,
 * and how often that was asked for (splittable ones, for those of seeds side by side fall alike).
 */
final class ClipHouse implements AutoCloseable {
  private static final String PREDICTIONS = "/v1/predictions";
  private static final String MODELS = "/v1/models/";
  private static final String CANCEL = "/cancel";
  private static final String FILES = "/files/";
  private static final int THREADS = 8;
  private static final double FAILING = 0.08;
  private static final double SLOW = 0.2;
  private static final int SLOW_MILLIS = 1_500;
  private static final int QUICK_MILLIS = 400;
  private static final double LOOKS_IN_VAIN = 0.05;
  private static final String RETRY_AFTER_SECONDS = "1";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final ClipBook book = new ClipBook();
  private final long seed;

  ClipHouse(long seed) throws IOException {
    this.seed = seed;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    server.setExecutor(threads);
    server.createContext(PREDICTIONS, this::predictions);
    server.createContext(MODELS, this::create);
    server.createContext(FILES, ClipHouse::file);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What it will send a bill for. */
  ClipBook book() {
    return book;
  }

  /** Of the file that it makes under a handle. */
  static String sha256(String handle) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var file = FILES + handle + ".mp4";
      return HexFormat.of().formatHex(digest.digest(file.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static void file(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "video/mp4");
    answer(exchange, 200, exchange.getRequestURI().getPath());
  }

  private void predictions(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath().substring(PREDICTIONS.length());
    boolean posted = exchange.getRequestMethod().equals("POST");
    if (path.isEmpty() && posted) {
      create(exchange);
    } else if (path.isEmpty()) {
      answer(
          exchange,
          200,
          Json.encode(Map.of("results", book.all().stream().map(this::told).toList())));
    } else if (posted && path.endsWith(CANCEL)) {
      var handle = path.substring(1, path.length() - CANCEL.length());
      book.cancel(handle);
      tell(exchange, handle);
    } else {
      look(exchange, path.substring(1));
    }
  }

  private void look(HttpExchange exchange, String handle) throws IOException {
    var prompt = book.of(handle).map(ClipBook.Booked::prompt).orElse("");
    var dice = new SplittableRandom(Objects.hash(seed, prompt, "look", book.looked(handle)));
    if (dice.nextDouble() < LOOKS_IN_VAIN) {
      answer(exchange, 503, "{}");
    } else {
      tell(exchange, handle);
    }
  }

  private void create(HttpExchange exchange) throws IOException {
    JsonNode input =
        Json.tree(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8))
            .path("input");
    var prompt = input.path("prompt").asText();
    var dice = new SplittableRandom(Objects.hash(seed, prompt, book.asked(prompt)));
    var mischief = Mischief.by(dice);
    book.did(mischief);
    if (mischief.isBooked()) {
      booked(exchange, mischief, input.path("reference").asLong(), prompt, dice);
    } else {
      refuse(exchange, mischief);
    }
  }

  private void booked(
      HttpExchange exchange, Mischief mischief, long effect, String prompt, SplittableRandom dice)
      throws IOException {
    boolean slow = dice.nextDouble() < SLOW;
    int millis = slow ? 1_000 + dice.nextInt(SLOW_MILLIS) : dice.nextInt(QUICK_MILLIS);
    var entry = book.book(effect, prompt, millis, dice.nextDouble() < FAILING);
    switch (mischief) {
      case ERROR_AFTER -> answer(exchange, 502, "{}");
      case CUT_AFTER -> cut(exchange, Json.encode(told(entry)));
      default -> answer(exchange, 201, Json.encode(told(entry)));
    }
  }

  private static void refuse(HttpExchange exchange, Mischief mischief) throws IOException {
    switch (mischief) {
      case BUSY -> {
        exchange.getResponseHeaders().add("Retry-After", RETRY_AFTER_SECONDS);
        answer(exchange, 429, "{}");
      }
      case ERROR_BEFORE -> answer(exchange, 500, "{}");
      default -> exchange.close();
    }
  }

  private void tell(HttpExchange exchange, String handle) throws IOException {
    var entry = book.of(handle);
    if (entry.isPresent()) {
      answer(exchange, 200, Json.encode(told(entry.get())));
    } else {
      answer(exchange, 404, "{}");
    }
  }

  private Map<String, Object> told(ClipBook.Booked entry) {
    return Map.of(
        "id",
        entry.handle(),
        "status",
        book.status(entry).written(),
        "input",
        Map.of("prompt", entry.prompt(), "reference", entry.effect()),
        "output",
        List.of(url() + FILES + entry.handle() + ".mp4"));
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    try (exchange) {
      var bytes = text.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  /** Half of it; whoever asked knows that there was an answer, and not which. */
  private static void cut(HttpExchange exchange, String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(201, bytes.length);
    OutputStream out = exchange.getResponseBody();
    out.write(bytes, 0, bytes.length / 2);
    out.flush();
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
