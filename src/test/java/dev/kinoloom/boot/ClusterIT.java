package dev.kinoloom.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.chaos.Articles;
import dev.kinoloom.store.HistoryCheck;
import dev.kinoloom.store.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes that share a database and a directory and find each other. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ClusterIT {
  private static final int SECONDS = 240;
  private static final Duration RECOVERY = Duration.ofSeconds(20);
  private static final String DONE =
      "kinoloom_task_duration_seconds_count{outcome=\"done\",stage=\"%s\"}";
  private final List<ClusterNode> nodes = new ArrayList<>();
  private final TestDatabase database = TestDatabase.create();
  @TempDir Path directory;

  @AfterEach
  void close() {
    ClusterNode.closeAll(nodes);
    database.close();
  }

  private ClusterNode start(ClusterNode.Plan plan, int number, String... options)
      throws IOException {
    var node = ClusterNode.start(plan, number, options);
    nodes.add(node);
    return node;
  }

  private ClusterNode named(String name) {
    return nodes.stream().filter(node -> node.name().equals(name)).findFirst().orElseThrow();
  }

  private static Map<String, Object> film(int number) {
    return Map.of(
        "brief", Articles.of(number), "seconds", 15, "options", Map.of("size", "480x270"));
  }

  @Test
  void a_film_is_asked_for_here_and_made_there_and_goes_on_elsewhere_when_there_dies()
      throws Exception {
    var plan = ClusterNode.Plan.of(directory, database.address(), 3);
    var door = start(plan, 0, "--roles", "api").awaitFirst();
    var workers = List.of(start(plan, 1), start(plan, 2));
    for (var worker : workers) {
      worker.process.await(line -> line.contains("joined others"), SECONDS);
      worker.awaitApi(door.key());
    }

    long job = door.generate(film(1));
    var lines = new ArrayList<String>();
    var watched = CompletableFuture.runAsync(() -> watch(door, job, lines));
    var victim = awaitWorking(job, 4);
    var died = System.nanoTime();
    named(victim).process.kill();
    var heir = awaitWorkingBeside(job, victim);
    var recovered = Duration.ofNanos(System.nanoTime() - died);
    System.out.printf("cluster: taken up elsewhere after %d ms%n", recovered.toMillis());

    assertThat(recovered).isLessThan(RECOVERY);
    watched.get(SECONDS, TimeUnit.SECONDS);
    var text = String.join("\n", lines);
    assertThat(text).contains("event: done");
    var ids =
        lines.stream()
            .filter(line -> line.startsWith("id: "))
            .map(line -> Integer.valueOf(line.substring(4).strip()))
            .toList();
    assertThat(ids).as("no fact is missing").isEqualTo(range(ids.size()));

    var here = door.download(job);
    var there = named(heir).download(job);
    assertThat(here.statusCode()).isEqualTo(200);
    assertThat(here.body()).hasSizeGreaterThan(10_000).isEqualTo(there.body());
    HistoryCheck.assertClean(database.address());
  }

  @Test
  void nodes_that_only_work_bring_their_results_to_one_that_decides_and_a_node_says_that_it_goes()
      throws Exception {
    var plan = ClusterNode.Plan.of(directory, database.address(), 3);
    var head = start(plan, 0, "--roles", "api,orchestrator").awaitFirst();
    var maker = start(plan, 1, "--roles", "worker:brief,worker:script,worker:voice,worker:visuals");
    var composer = start(plan, 2, "--roles", "worker:composition");
    maker.await();
    composer.await();

    long job = head.generate(film(2));
    var lines = new ArrayList<String>();
    watch(head, job, lines);

    assertThat(String.join("\n", lines)).contains("event: done");
    assertThat(maker.metrics()).contains(DONE.formatted("voice"));
    assertThat(maker.metrics()).doesNotContain(DONE.formatted("composition"));
    assertThat(composer.metrics()).contains(DONE.formatted("composition"));
    assertThat(head.metrics()).doesNotContain("kinoloom_task_duration_seconds_count{");
    assertThat(head.readiness()).isEqualTo(200);
    head.process.terminate();
    while (head.readiness() == 200) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20)); // nothing tells of the signal
    }
    assertThat(head.readiness()).isEqualTo(503);
    assertThat(head.status(job).path("status").asText())
        .as("requests are still answered")
        .isEqualTo("completed");
    head.process.awaitEnd(60);
    assertThat(head.process.output()).contains("node leaves").doesNotContain("ERROR");
    assertThat(number("select count(*) from kinoloom.node where state = 1")).isEqualTo(2);
    HistoryCheck.assertClean(database.address());
  }

  @Test
  void a_node_that_cannot_be_one_says_why_and_what_to_do() throws Exception {
    var plan = ClusterNode.Plan.of(directory, database.address(), 2);
    start(plan, 0).awaitFirst();

    refused(
        plan,
        Map.of("KINOLOOM_DATABASE_URL", ""),
        "cluster.join: needs a database",
        "database.url");
    refused(plan, Map.of("KINOLOOM_ARTIFACTS_DIRECTORY", ""), "artifacts.directory");
    refused(
        plan,
        Map.of("KINOLOOM_ARTIFACTS_DIRECTORY", directory.resolve("another").toString()),
        "kept in another place than",
        directory.resolve("artifacts").toString(),
        "Set artifacts.directory");
    refused(
        plan,
        Map.of("KINOLOOM_CLUSTER_PORT", Integer.toString(plan.ports().get(0))),
        "cannot be listened for on 127.0.0.1:" + plan.ports().get(0),
        "cluster.port");
    refused(plan, Map.of("KINOLOOM_NODE_ROLES", "cook"), "\"cook\" is no role", "worker:voice");
    refused(plan, Map.of("KINOLOOM_CLUSTER_KEY", "/nowhere"), "cluster.certificate must be set");
  }

  private static void refused(
      ClusterNode.Plan plan, Map<String, String> environment, String... words) throws Exception {
    try (var process = plan.serve(1, environment)) {
      assertThat(process.awaitEnd(60)).isNotZero();
      assertThat(process.output()).contains(words).doesNotContain("fault", "Exception");
    }
  }

  private static void watch(ClusterNode node, long job, List<String> lines) {
    try {
      node.watch(job, lines::add);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Integer> range(int most) {
    return IntStream.rangeClosed(1, most).boxed().toList();
  }

  /** The node that runs a task of the job, once {@code done} tasks are done. */
  private String awaitWorking(long job, int done) throws SQLException {
    return awaitName(
        """
        select n.name from kinoloom.task t join kinoloom.node n on n.id = t.node
        where t.job_id = %d and t.state = 1
          and (select count(*) from kinoloom.task d where d.job_id = t.job_id and d.state = 4) >= %d
        """
            .formatted(job, done));
  }

  /** The node that runs a task of the job, and is not {@code other}, when that runs none. */
  private String awaitWorkingBeside(long job, String other) throws SQLException {
    return awaitName(
        """
        select n.name from kinoloom.task t join kinoloom.node n on n.id = t.node
        where t.job_id = %d and t.state = 1 and n.name <> '%s'
          and not exists (
            select from kinoloom.task o join kinoloom.node m on m.id = o.node
            where o.job_id = t.job_id and o.state = 1 and m.name = '%s')
        """
            .formatted(job, other, other));
  }

  /** Nothing tells a test of a lease: it is looked for again and again. */
  private String awaitName(String sql) throws SQLException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (System.nanoTime() < end) {
      var found = text(sql);
      if (found.isPresent()) {
        return found.get();
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    throw new AssertionError("never true: " + sql);
  }

  private Optional<String> text(String sql) throws SQLException {
    try (var connection = database.open();
        var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
    }
  }

  private long number(String sql) throws SQLException {
    return Long.parseLong(text(sql).orElseThrow());
  }
}
