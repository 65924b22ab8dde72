package dev.kinoloom.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kinoloom.codec.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bare topic, a language model that writes the script, and a film of it. */
class TopicIT {
  /** About 88 words: as many as any of the voices that are found here says in half a minute. */
  private static final List<String> SAID =
      List.of(
          "Twice a day the sea climbs the shore, and twice a day it goes away again.",
          "The moon pulls at the water on the side that faces it, and a bulge of sea follows.",
          "A second bulge rises on the far side, where the pull of the moon is weakest of all.",
          "The earth turns below both of them, so most coasts meet two high waters a day.",
          "Whoever knows the moon knows when to set sail, when to come home, and when to walk out over"
              + " the sand.");

  private final AtomicInteger asked = new AtomicInteger();
  private HttpServer model;

  @BeforeEach
  void serve() throws IOException {
    model = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    model.createContext("/v1/chat/completions", this::answer);
    model.start();
  }

  @AfterEach
  void close() {
    model.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.incrementAndGet();
    exchange.getRequestBody().readAllBytes();
    var scenes =
        Stream.of("Coming", "Moon", "Far side", "Twice", "Sailing")
            .map(
                heading ->
                    Map.of("heading", heading, "narration", said(heading), "points", List.of()))
            .toList();
    var script = Json.encode(Map.of("title", "Tides", "scenes", scenes));
    var message = Map.of("role", "assistant", "content", script);
    var body =
        Json.encode(
                Map.of(
                    "id",
                    "x",
                    "choices",
                    List.of(Map.of("index", 0, "finish_reason", "stop", "message", message))))
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static String said(String heading) {
    return SAID.get(List.of("Coming", "Moon", "Far side", "Twice", "Sailing").indexOf(heading));
  }

  @Test
  void a_topic_becomes_a_film_and_the_model_is_asked_once_for_the_same(@TempDir Path home)
      throws Exception {
    Files.writeString(
        home.resolve("kinoloom.yaml"),
        """
        http: {port: 0}
        management: {port: 0}
        providers:
          chat: {baseUrl: "http://127.0.0.1:%d/v1", apiKey: secret, model: m}
        """
            .formatted(model.getAddress().getPort()));
    try (var service = new RunningService(home, Map.of())) {
      var first = film(service);
      var second = film(service);

      assertThat(asked).hasValue(1);
      assertThat(second.path("jobId")).isNotEqualTo(first.path("jobId"));
      var srt =
          service.get("/api/videos/%s/download?part=srt".formatted(second.path("jobId").asText()));
      assertThat(srt.body().replaceAll("\\s+", " ")).contains("when to set sail");
    }
  }

  private static com.fasterxml.jackson.databind.JsonNode film(RunningService service)
      throws Exception {
    var answer =
        service.generate(
            Map.of("brief", "The tides", "seconds", 30, "options", Map.of("preset", "debug")),
            "Prefer",
            "wait=50");
    var status = Json.tree(answer.body());
    assertThat(status.path("status").asText()).as(answer.body()).isEqualTo("completed");
    return status;
  }
}
