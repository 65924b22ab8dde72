package dev.kinoloom.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.codec.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A script of which one scene is changed, as a developer would send it: each request waits for its
 * video, and the second makes only what is new.
 */
class OneSceneIT {
  private static final Pattern TASKS =
      Pattern.compile(
          "kinoloom_(task_duration_seconds_count|tasks_reused_total)\\{(.*)stage=\"(\\w+)\"} (\\S+)");
  private static final List<String> SCENES =
      List.of(
          "A lighthouse tells ships where the rocks are.",
          "Its lamp turns once in ten seconds.",
          "Sailors count the flashes and look them up in a book.",
          "Today most lamps are switched by a computer.",
          "Nobody has to climb the stairs at night.");

  @Test
  void a_changed_scene_is_one_voice_one_picture_one_segment_the_soundtrack_and_the_join(
      @TempDir Path home) throws Exception {
    Files.writeString(home.resolve("kinoloom.yaml"), "http: {port: 0}\nmanagement: {port: 0}\n");
    try (var service = new RunningService(home, Map.of())) {
      var management = service.management();
      film(service, SCENES);
      var first = tasks(management);
      var changed = new ArrayList<>(SCENES);
      changed.set(2, "Sailors count the flashes and know the place by heart.");
      film(service, changed);
      var second = tasks(management);

      assertThat(first).isNotEmpty();
      first.forEach((what, n) -> assertThat(what.endsWith("reused") ? n : 0).as(what).isZero());
      assertThat(second.get("voice reused")).isEqualTo(4);
      assertThat(second.get("visuals reused")).isEqualTo(4);
      assertThat(second.get("composition reused")).isEqualTo(4);
      assertThat(made(second, "voice")).isEqualTo(made(first, "voice") + 1);
      assertThat(made(second, "visuals")).isEqualTo(made(first, "visuals") + 1);
      assertThat(made(second, "composition")).isEqualTo(made(first, "composition") + 3);
    }
  }

  private static double made(Map<String, Double> tasks, String stage) {
    return tasks.getOrDefault(stage + " done", 0.0) - tasks.getOrDefault(stage + " reused", 0.0);
  }

  private static void film(RunningService service, List<String> scenes) throws Exception {
    var answer = service.filmed(String.join("\n\n", scenes));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(Json.tree(answer.body()).path("status").asText())
        .as(answer.body())
        .isEqualTo("completed");
  }

  /** Tasks by stage, done and reused. */
  private static Map<String, Double> tasks(String management) throws Exception {
    var metrics =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(management + "/metrics")).build(),
                BodyHandlers.ofString())
            .body();
    var tasks = new TreeMap<String, Double>();
    TASKS
        .matcher(metrics)
        .results()
        .forEach(
            found -> {
              var what = found.group(1).startsWith("tasks_reused") ? "reused" : "done";
              tasks.merge(found.group(3) + " " + what, Double.valueOf(found.group(4)), Double::sum);
            });
    return tasks;
  }
}
