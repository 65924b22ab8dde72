package dev.kinoloom.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kinoloom.chaos.Articles;
import dev.kinoloom.codec.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node that has made a film tells whoever watches over it, and what is written of that. */
class MetricsIT {
  private static final Path DASHBOARD = Path.of("docker", "grafana", "dashboard.json");
  private static final Path PAGE = Path.of("docs", "metrics.md");
  private static final Pattern NAME = Pattern.compile("\\b(kinoloom|vertx|jvm)_[a-z0-9_]+");
  private static final Pattern NAMED_BY_THE_PAGE =
      Pattern.compile("`((kinoloom|vertx|jvm)_[a-z0-9_]+)");

  private static final Pattern SELECTED =
      Pattern.compile("\\b((?:kinoloom|vertx|jvm)_[a-z0-9_]+)(?:\\{([^}]*)})?");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)(?:=|!=|=~|!~)\"");
  private static final Pattern GROUPED = Pattern.compile("\\b(?:by|without) \\(([^)]*)\\)");

  /** Prometheus adds it. */
  private static final String INSTANCE = "instance";

  private final HttpClient client = HttpClient.newHttpClient();
  @TempDir Path directory;

  @Test
  void a_node_tells_what_the_dashboard_shows_and_the_page_explains() throws Exception {
    var home = Files.createDirectories(directory.resolve("home"));
    Files.writeString(home.resolve("kinoloom.yaml"), "http: {port: 0}\nmanagement: {port: 0}\n");
    try (var service = new RunningService(home, Map.of())) {
      var management = service.management();
      long job = service.accepted(film(1, 15, "480x270"));
      service.events(job);

      var metrics = get(management + "/metrics").body();
      isTrue(metrics);
      var told = names(metrics);
      theDashboardShowsOnlyWhatIsTold(told);
      theDashboardAsksForLabelsThatAreTold(metrics);
      thePageExplainsWhatIsTold(told);
      healthHasDetail(management);
      whoLeavesIsNotReady(service, management);
    }
  }

  private static Map<String, Object> film(int number, int seconds, String size) {
    return Map.of(
        "brief", Articles.of(number), "seconds", seconds, "options", Map.of("size", size));
  }

  private HttpResponse<String> get(String url) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
  }

  private static void isTrue(String metrics) {
    assertThat(metrics)
        .contains("kinoloom_nodes{state=\"up\"} 1.0", "kinoloom_nodes{state=\"late\"} 0.0")
        .contains("kinoloom_jobs{state=\"queued\"} 0.0", "kinoloom_jobs{state=\"running\"} 0.0")
        .contains("kinoloom_letters 0.0", "kinoloom_leases_lost_total 0.0")
        .contains("kinoloom_refusals_total{what=\"fenced\"} 0.0")
        .contains("kinoloom_jobs_left_total{state=\"completed\"} 1.0")
        .contains("kinoloom_watch_duration_seconds_count 1")
        .contains("kinoloom_job_duration_seconds_count{state=\"completed\"} 1")
        .contains("kinoloom_watchers 0.0")
        .contains("vertx_pool_in_use{pool_name=\"engine\",pool_type=\"sql\"}")
        .contains("vertx_pool_queue_pending{pool_name=\"engine\",pool_type=\"sql\"}")
        .contains("vertx_pool_queue_pending{pool_name=\"reads\",pool_type=\"sql\"}")
        .doesNotContain("kinoloom_database_ping NaN", "kinoloom_bus_ping NaN");
  }

  /** Of every sample. */
  private static Set<String> names(String metrics) {
    return metrics
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.replaceAll("[{ ].*", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void theDashboardShowsOnlyWhatIsTold(Set<String> told) throws IOException {
    var dashboard = Json.tree(Files.readString(DASHBOARD));
    assertThat(dashboard.path("schemaVersion").asInt()).isGreaterThanOrEqualTo(38);
    var panels = new ArrayList<JsonNode>();
    dashboard.path("panels").forEach(panels::add);
    assertThat(panels).extracting(panel -> panel.path("id").asInt()).doesNotHaveDuplicates();
    assertThat(panels)
        .filteredOn(panel -> !panel.path("type").asText().equals("row"))
        .isNotEmpty()
        .allSatisfy(
            panel -> {
              assertThat(panel.path("title").asText()).isNotEmpty();
              assertThat(panel.path("description").asText()).isNotEmpty();
              assertThat(panel.path("gridPos").hasNonNull("w")).isTrue();
              assertThat(panel.path("targets")).isNotEmpty();
            });
    var expressions = dashboard.findValuesAsText("expr");
    assertThat(expressions)
        .hasSizeGreaterThan(20)
        .allSatisfy(
            expression -> assertThat(told).as(expression).containsAll(found(NAME, expression, 0)));
    assertThat(expressions)
        .allSatisfy(expression -> assertThat(found(NAME, expression, 0)).isNotEmpty());
  }

  /** A label that a metric has not selects nothing, and groups nothing apart. */
  private static void theDashboardAsksForLabelsThatAreTold(String metrics) throws IOException {
    Map<String, Set<String>> labels = new HashMap<>();
    metrics
        .lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(
            line ->
                labels
                    .computeIfAbsent(line.replaceAll("[{ ].*", ""), name -> new TreeSet<>())
                    .addAll(found(LABEL, line, 1)));
    for (var expression : Json.tree(Files.readString(DASHBOARD)).findValuesAsText("expr")) {
      var grouped =
          found(GROUPED, expression, 1).stream()
              .flatMap(names -> Stream.of(names.split(", ?", -1)))
              .filter(name -> !name.equals(INSTANCE))
              .toList();
      SELECTED
          .matcher(expression)
          .results()
          .forEach(
              selected ->
                  assertThat(labels.get(selected.group(1)))
                      .as(expression)
                      .containsAll(grouped)
                      .containsAll(
                          found(LABEL, Objects.requireNonNullElse(selected.group(2), ""), 1)));
    }
  }

  private static void thePageExplainsWhatIsTold(Set<String> told) throws IOException {
    var named = found(NAMED_BY_THE_PAGE, Files.readString(PAGE), 1);
    assertThat(told).containsAll(named);
    var families =
        told.stream()
            .filter(name -> name.startsWith("kinoloom_"))
            .map(name -> name.replaceAll("_(bucket|count|sum|max)$", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    var explained =
        named.stream()
            .map(name -> name.replaceAll("_(bucket|count|sum|max)$", ""))
            .collect(Collectors.toSet());
    assertThat(explained).containsAll(families);
  }

  private static List<String> found(Pattern pattern, String text, int group) {
    return pattern.matcher(text).results().map((MatchResult hit) -> hit.group(group)).toList();
  }

  private void healthHasDetail(String management) throws Exception {
    var ready = get(management + "/health/ready");
    assertThat(ready.statusCode()).as(ready.body()).isEqualTo(200);
    var checks = Json.tree(ready.body()).path("checks");
    assertThat(checks.findValuesAsText("check"))
        .containsExactly("staying", "taking work", "database", "disk", "bus", "lease");
    assertThat(checks.findValuesAsText("ok")).containsOnly("true");
    assertThat(checks.get(3).path("bytesFree").asLong()).isPositive();
    assertThat(checks.get(5).path("confirmedMillisAgo").asLong()).isLessThan(12_000);
    assertThat(get(management + "/health/live").statusCode()).isEqualTo(200);
  }

  /** While what runs goes on. */
  private void whoLeavesIsNotReady(RunningService service, String management) throws Exception {
    service.accepted(film(2, 60, "1920x1080"));
    service.process.awaitChild("libx264", 120);
    service.process.terminate();
    var answer = get(management + "/health/ready");
    while (answer.statusCode() == 200) {
      LockSupport.parkNanos(5_000_000);
      answer = get(management + "/health/ready");
    }
    assertThat(answer.statusCode()).isEqualTo(503);
    var check = Json.tree(answer.body()).path("checks").get(0);
    assertThat(check.path("check").asText()).isEqualTo("staying");
    assertThat(check.path("ok").asBoolean(true)).isFalse();
    var work = Json.tree(answer.body()).path("checks").get(1);
    assertThat(work.path("check").asText()).isEqualTo("taking work");
    assertThat(work.path("ok").asBoolean(true)).isFalse();
    assertThat(work.path("why").asText()).isEqualTo("it drains");
  }
}
