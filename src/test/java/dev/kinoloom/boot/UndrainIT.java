package dev.kinoloom.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.api.Until;
import dev.kinoloom.chaos.Articles;
import dev.kinoloom.chaos.KinoloomProcess;
import dev.kinoloom.codec.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real node that an operator drains, and takes back, by real commands. */
@Timeout(300)
class UndrainIT {
  private static final Map<String, Object> FILM =
      Map.of(
          "brief",
          Articles.of(1),
          "seconds",
          15,
          "voiceId",
          "none",
          "options",
          Map.of("size", "480x270"));

  @TempDir Path home;

  @Test
  void what_runs_goes_on_and_what_waits_is_done_when_a_drain_is_taken_back() throws Exception {
    Files.writeString(
        home.resolve("kinoloom.yaml"),
        """
        http: {port: 0}
        management: {port: 0}
        node: {drain: 120s, beat: 500ms, leaseTtl: 3s}
        """);
    try (var service = new RunningService(home, Map.of())) {
      var metrics =
          awaitLine(service, "metrics are on").replaceAll(".* on (\\S+) .*", "$1/metrics");
      var node = Json.tree(said("nodes", "--json")).path("data").path(0).path("id").asText();
      long running = service.accepted(FILM);
      service.process.awaitChild("segment.mp4", 60);

      assertThat(said("drain", node)).contains("Node %s is draining.".formatted(node));
      awaitLine(service, "node drains");
      long waiting = service.accepted(FILM);
      Until.so(
          () ->
              said("keys", "queue", "first").contains("takes no more work; start one, or undrain"));

      assertThat(said("undrain", node)).contains("Node %s is up.".formatted(node));
      awaitLine(service, "node works again");
      assertThat(service.events(running)).contains("event: done");
      assertThat(service.events(waiting)).contains("event: done");
      assertThat(body(metrics).lines())
          .filteredOn(line -> line.startsWith("kinoloom_task_attempts_total"))
          .as("nothing was handed back")
          .isNotEmpty()
          .allMatch(line -> !line.contains("handed_back") || line.endsWith(" 0.0"));
      assertThat(said("nodes")).contains(" up ");
      assertThat(said("audit")).contains("node.drain", "node.undrain");
    }
  }

  private static String awaitLine(RunningService service, String words) throws Exception {
    return service.process.await(line -> line.contains(words), 60);
  }

  private static String body(String url) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(url)).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private String said(String... arguments) throws Exception {
    try (var command = KinoloomProcess.start(home, null, arguments)) {
      assertThat(command.awaitEnd(60)).as(String.join(" ", arguments)).isZero();
      return command.output();
    }
  }
}
