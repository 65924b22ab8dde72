package dev.kinoloom.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.kinoloom.boot.SpanReceiver.Received;
import dev.kinoloom.chaos.Articles;
import dev.kinoloom.chaos.KinoloomProcess;
import dev.kinoloom.codec.Json;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One trace, and one set of ids on the log lines, from a request to the end over a restart. */
class TracesIT {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String CLIENT = "00f067aa0ba902b7";
  private static final String API_KEY = "the-key-of-the-language-model";
  private static final List<String> STAGES =
      List.of("brief", "script", "voice", "visuals", "composition");
  private static final int SECONDS = 240;

  @TempDir Path directory;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private SpanReceiver receiver;
  private HttpServer model;
  private Path home;

  /** A language model that refuses everything, so that the offline writer steps in. */
  @BeforeEach
  void serve() throws Exception {
    receiver = new SpanReceiver();
    model = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    model.createContext(
        "/v1/chat/completions",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          asked.add(String.valueOf(exchange.getRequestHeaders().getFirst("traceparent")));
          var said = ("no, not with " + API_KEY).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(400, said.length);
          exchange.getResponseBody().write(said);
          exchange.close();
        });
    model.start();
    home = Files.createDirectories(directory.resolve("home"));
    Files.writeString(
        home.resolve("kinoloom.yaml"),
        """
        http: {port: 0}
        management: {port: 0}
        log: {format: json}
        providers:
          chat: {baseUrl: "http://127.0.0.1:%d/v1", apiKey: %s, model: m}
        """
            .formatted(model.getAddress().getPort(), API_KEY));
  }

  @AfterEach
  void close() {
    model.stop(0);
    receiver.close();
  }

  @Test
  void a_trace_follows_a_job_over_a_restart_to_its_end() throws Exception {
    try (var first = new RunningService(home, environment("first", "script"))) {
      var answer =
          first.generate(
              Json.encode(
                  Map.of(
                      "brief",
                      Articles.of(1),
                      "seconds",
                      15,
                      "options",
                      Map.of("size", "480x270"))),
              "traceparent",
              "00-%s-%s-01".formatted(TRACE, CLIENT),
              "X-Correlation-Id",
              "the-request");
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
      first.process.await(line -> line.contains("task done"), SECONDS);
      first.process.terminate();
      first.process.awaitEnd(60);
      linesBearTheIds(first.process);
    }
    var elsewhere = environment("second", "");
    try (var second = KinoloomProcess.start(home, null, elsewhere, "serve")) {
      second.await(line -> line.contains("job leaves its lane"), SECONDS);
      second.terminate();
      second.awaitEnd(60);
      linesBearTheIds(second);
    }
    tracesTell(receiver.spans().stream().filter(span -> span.trace().equals(TRACE)).toList());
  }

  private Map<String, String> environment(String node, String idleFrom) {
    var variables = new HashMap<String, String>();
    variables.put("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.url());
    variables.put("OTEL_EXPORTER_OTLP_HEADERS", "x-collector-key=the-key-of-the-collector");
    variables.put("KINOLOOM_NODE_NAME", node);
    if (!idleFrom.isEmpty()) {
      variables.put("KINOLOOM_CAPACITY_" + idleFrom.toUpperCase(java.util.Locale.ROOT), "0");
    }
    return variables;
  }

  private static void linesBearTheIds(KinoloomProcess process) throws InterruptedException {
    assertThat(process.output()).doesNotContain(API_KEY, "the-key-of-the-collector");
    var lines =
        process
            .output()
            .lines()
            .filter(line -> line.startsWith("{"))
            .map(Json::tree)
            .filter(line -> line.has("task"))
            .toList();
    assertThat(lines).extracting(TracesIT::message).anyMatch(text -> text.contains("task done"));
    assertThat(lines)
        .allSatisfy(
            line -> {
              assertThat(line.path("job").asText()).isEqualTo("1");
              assertThat(line.path("key").asText()).isEqualTo("1");
              assertThat(line.path("correlation").asText()).isEqualTo("the-request");
              assertThat(line.path("trace").asText()).isEqualTo(TRACE);
              assertThat(line.path("@timestamp").asText()).isNotEmpty();
            });
  }

  private static String message(JsonNode line) {
    return line.path("message").asText();
  }

  private void tracesTell(List<Received> spans) {
    var accept = only(spans, "accept");
    var request = spans.stream().filter(span -> span.id().equals(accept.parent())).findFirst();
    assertThat(request).isPresent();
    assertThat(request.get().parent()).isEqualTo(CLIENT);
    assertThat(accept.node()).isEqualTo("first");
    assertThat(accept.attributes()).containsEntry("kinoloom.job", "1");

    var attempts = spans.stream().filter(Received::isAttempt).toList();
    assertThat(attempts)
        .allSatisfy(
            span -> {
              assertThat(span.parent()).isEqualTo(accept.id());
              assertThat(span.attributes())
                  .containsEntry("kinoloom.job", "1")
                  .containsEntry("kinoloom.outcome", "done")
                  .containsEntry("kinoloom.attempt", "1")
                  .containsKeys("kinoloom.epoch", "kinoloom.node", "kinoloom.part");
              boolean brief = span.name().equals("attempt brief");
              assertThat(span.node()).isEqualTo(brief ? "first" : "second");
            });
    assertThat(attempts).extracting(span -> span.name().substring(8)).containsAll(STAGES);
    assertThat(attempts)
        .anySatisfy(
            span -> assertThat(span.attributes()).containsEntry("kinoloom.provider", "ffmpeg"));
    var decisions = spans.stream().filter(span -> span.name().equals("decide")).toList();
    assertThat(decisions)
        .allSatisfy(span -> assertThat(span.parent()).isEqualTo(accept.id()))
        .extracting(span -> span.attributes().get("kinoloom.outcome"))
        .contains("running", "completed");
    assertThat(decisions).extracting(Received::node).contains("first", "second");

    var script = only(spans, "attempt script");
    assertThat(asked).isNotEmpty();
    for (var traceparent : asked) {
      var call =
          spans.stream().filter(span -> traceparent.contains("-" + span.id() + "-")).findFirst();
      assertThat(call).as(traceparent).isPresent();
      assertThat(call.get().parent()).isEqualTo(script.id());
    }
    assertThat(receiver.keys()).containsOnly("the-key-of-the-collector");
  }

  private static Received only(List<Received> spans, String name) {
    var found = spans.stream().filter(span -> span.name().equals(name)).toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }
}
