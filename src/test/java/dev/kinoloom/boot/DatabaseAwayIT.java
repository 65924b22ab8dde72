package dev.kinoloom.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.chaos.Articles;
import dev.kinoloom.codec.Json;
import dev.kinoloom.store.HistoryCheck;
import dev.kinoloom.store.OwnPostgres;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real {@code serve} whose database dies while it works, or is not there when it starts. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class DatabaseAwayIT {
  private static final int SECONDS = 240;
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  @TempDir Path directory;

  @Test
  void requests_are_put_off_and_work_in_flight_goes_on_when_the_database_is_back()
      throws Exception {
    var home = Files.createDirectories(directory.resolve("database"));
    try (var postgres = OwnPostgres.start(home)) {
      var plan = ClusterNode.Plan.of(directory, postgres.address(), 1);
      try (var node = ClusterNode.start(plan, 0).awaitFirst()) {
        var film =
            Map.<String, Object>of(
                "brief", Articles.of(3), "seconds", 15, "options", Map.of("size", "480x270"));
        long job = node.generate(film);
        await(postgres, "select count(*) from kinoloom.task where state = 1");

        postgres.kill();
        putOff(node.get("/api/videos/%d/status".formatted(job)));
        putOff(node.post("/api/videos/generate", "another", Json.encode(film)));
        putOff(node.post("/api/videos/%d/cancel".formatted(job), "cancel", ""));
        assertThat(node.readiness()).isEqualTo(503);
        postgres.restart();

        while (node.readiness() != 200) {
          LockSupport.parkNanos(LOOK_NANOS);
        }
        assertThat(node.get("/api/videos/%d/status".formatted(job)).statusCode()).isEqualTo(200);
        var accepted = node.post("/api/videos/generate", "another", Json.encode(film));
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        await(postgres, "select count(*) from kinoloom.job where state = 4 and id = " + job);
        assertThat(number(postgres, "select max(attempt) from kinoloom.task where job_id = " + job))
            .as("an outage costs no attempt")
            .isEqualTo(1);
        await(postgres, "select (count(*) = 2)::int from kinoloom.job where state = 4");
        HistoryCheck.assertClean(postgres.address());
      }
    }
  }

  @Test
  void a_node_that_is_started_before_its_database_waits_for_it_alive_and_not_ready()
      throws Exception {
    var home = Files.createDirectories(directory.resolve("database"));
    try (var postgres = OwnPostgres.start(home)) {
      postgres.kill();
      var plan = ClusterNode.Plan.of(directory, postgres.address(), 2);
      var port = Integer.toString(plan.ports().get(1));
      try (var node = ClusterNode.start(plan, 0, Map.of("KINOLOOM_MANAGEMENT_PORT", port))) {
        node.process.await(line -> line.contains("database is away, next=look again"), SECONDS);
        assertThat(ask(port, "ready")).startsWith("503").contains("waits for the database");
        assertThat(ask(port, "live")).startsWith("200");
        putOff(get(port, "/v1/keys"));

        postgres.restart();

        node.awaitFirst();
        assertThat(ask(port, "ready")).startsWith("200");
        assertThat(node.get("/api/videos").statusCode()).isEqualTo(200);
      }
    }
  }

  @Test
  void it_waits_no_longer_than_its_patience_and_for_nothing_that_waiting_does_not_heal()
      throws Exception {
    var home = Files.createDirectories(directory.resolve("database"));
    try (var postgres = OwnPostgres.start(home)) {
      var plan = ClusterNode.Plan.of(directory, postgres.address(), 1);
      refused(plan, Map.of("KINOLOOM_DATABASE_PASSWORD", "wrong"), "correct database.user");
      var nowhere =
          "postgresql://%s:%d/nowhere?sslmode=disable"
              .formatted(postgres.address().host(), postgres.address().port());
      refused(plan, Map.of("KINOLOOM_DATABASE_URL", nowhere), "create it: createdb");

      postgres.kill();
      var said =
          refused(plan, Map.of("KINOLOOM_DATABASE_PATIENCE", "1s"), "start PostgreSQL there");
      assertThat(said).contains("database is away, next=look again");
      assertThat(refused(plan, Map.of("KINOLOOM_DATABASE_PATIENCE", "0"), "start PostgreSQL"))
          .doesNotContain("next=look again");
      postgres.restart();
    }
  }

  /** Ends well before its patience would be over; answers what it said. */
  private static String refused(ClusterNode.Plan plan, Map<String, String> settings, String words)
      throws Exception {
    try (var node = ClusterNode.start(plan, 0, settings)) {
      assertThat(node.process.awaitEnd(50)).isEqualTo(1);
      assertThat(node.process.output()).contains(words);
      return node.process.output();
    }
  }

  /** Status and body of a look at a node's health. */
  private static String ask(String port, String what) throws Exception {
    var answer = get(port, "/health/" + what);
    return answer.statusCode() + " " + answer.body();
  }

  private static HttpResponse<String> get(String port, String path) throws Exception {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%s%s".formatted(port, path)));
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static void putOff(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
  }

  /** Nothing tells a test of it: it is looked for again and again. */
  private static void await(OwnPostgres postgres, String sql) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (number(postgres, sql) == 0) {
      assertThat(System.nanoTime()).as(sql).isLessThan(end);
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private static long number(OwnPostgres postgres, String sql) throws Exception {
    try (var connection = postgres.open();
        var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }
}
