package dev.kinoloom.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kinoloom.chaos.Articles;
import dev.kinoloom.chaos.KinoloomProcess;
import dev.kinoloom.codec.Json;
import dev.kinoloom.store.HistoryCheck;
import dev.kinoloom.store.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The previous jar ({@code -Dprevious.jar=}) and this one side by side on one database: three nodes
 * are brought to this version one by one, and back again, with work under way all the time.
 */
@EnabledIfSystemProperty(named = "previous.jar", matches = ".+")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class TwoVersionsIT {
  private static final int NODES = 3;
  private static final int SECONDS = 300;
  private static final Map<String, String> HASTY =
      Map.of("KINOLOOM_NODE_DRAIN", "0s", "KINOLOOM_CLUSTER_NOTICE", "1s");
  private static final Pattern DONE =
      Pattern.compile("kinoloom_task_duration_seconds_count\\{outcome=\"done\",[^}]*} (\\S+)");

  private enum Version {
    PREVIOUS,
    THIS;

    private Path jar() {
      return this == THIS ? KinoloomProcess.jar() : Path.of(System.getProperty("previous.jar", ""));
    }
  }

  private final TestDatabase database = TestDatabase.createEmpty();
  private final List<ClusterNode> nodes = new ArrayList<>();
  private final List<Version> versions = new ArrayList<>();
  private final List<Long> films = new ArrayList<>();
  private final Map<Version, Double> doneBesideTheOther = new EnumMap<>(Version.class);
  private int wishes;
  @TempDir Path directory;

  @AfterEach
  void close() {
    ClusterNode.closeAll(nodes);
    database.close();
  }

  @Test
  void a_cluster_is_rolled_to_this_version_and_back_with_work_under_way() throws Exception {
    var plan = ClusterNode.Plan.of(directory, database.address(), NODES);
    for (int i = 0; i < NODES; i++) {
      var node = ClusterNode.start(Version.PREVIOUS.jar(), plan, i, HASTY);
      nodes.add(node);
      versions.add(Version.PREVIOUS);
      if (i == 0) {
        node.awaitFirst();
      } else {
        node.awaitApi(nodes.get(0).key());
      }
    }
    database.run("update kinoloom.vkey set max_concurrent = 3");

    for (var version : List.of(Version.THIS, Version.PREVIOUS)) {
      for (int i = 0; i < NODES; i++) {
        askEachNode();
        replace(plan, i, version);
        workSideBySide();
      }
    }

    System.out.printf(
        "two versions: %d films, tasks beside the other version: %s, handed back %d times%n",
        films.size(),
        doneBesideTheOther,
        database.number("select sum(epoch - attempt) from kinoloom.task"));
    assertThat(doneBesideTheOther)
        .hasSize(2)
        .allSatisfy((of, done) -> assertThat(done).isPositive());
    assertThat(database.number("select max(attempt) from kinoloom.task")).isEqualTo(1);
    assertThat(database.number("select sum(lost) from kinoloom.task")).isZero();
    HistoryCheck.assertClean(database.address());
  }

  /** A node goes while it works, and comes back as {@code version}. */
  private void replace(ClusterNode.Plan plan, int i, Version version) throws Exception {
    database.awaitTrue(
        """
        select count(*) from kinoloom.task t join kinoloom.node n on n.id = t.node
        where t.state = 1 and n.state = 1 and n.name = '%s'
        """
            .formatted(nodes.get(i).name()),
        SECONDS);
    var key = nodes.get(i).key();
    nodes.get(i).process.terminate();
    assertThat(nodes.get(i).process.awaitEnd(60)).isEqualTo(143);
    nodes.set(i, ClusterNode.start(version.jar(), plan, i, HASTY).awaitApi(key));
    versions.set(i, version);
    while (nodes.get(i).readiness() != 200) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(30));
    }
  }

  /** Everything that was begun ends, everything that is asked is answered, alike by all. */
  private void workSideBySide() throws Exception {
    var before = done();
    askEachNode();
    repeatAndCancelElsewhere();
    for (long film : films) {
      database.awaitTrue(
          "select count(*) from kinoloom.job where state > 3 and id = " + film, SECONDS);
    }
    if (versions.stream().distinct().count() > 1) {
      done()
          .forEach(
              (of, n) ->
                  doneBesideTheOther.merge(of, n - before.getOrDefault(of, 0.0), Double::sum));
    }
    for (long film : films.subList(films.size() - NODES, films.size())) {
      told(film);
    }
  }

  /** A film by each node: of a text that lies with its job, or of a long one that is a file. */
  private void askEachNode() throws IOException, InterruptedException {
    for (int i = 0; i < NODES; i++) {
      int wish = wishes++;
      var text = Articles.of(wish);
      var longer = text.repeat(12);
      var body =
          Map.of(
              "brief",
              wish % 2 == 0 ? text : longer,
              "seconds",
              15,
              "options",
              Map.of("preset", "debug"));
      films.add(nodes.get(i).generate(body));
    }
  }

  /** What one node accepted another knows, and ends. */
  private void repeatAndCancelElsewhere() throws Exception {
    var wish = "wish " + wishes++;
    var body = Json.encode(Map.of("brief", Articles.of(wishes), "seconds", 15));
    long job = 0;
    for (var node : nodes) {
      var answer = node.post("/api/videos/generate", wish, body);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
      long again = Json.tree(answer.body()).path("jobId").asLong();
      assertThat(again).isEqualTo(job == 0 ? again : job);
      job = again;
    }
    var cancelled =
        nodes.get(NODES - 1).post("/api/videos/%d/cancel".formatted(job), wish + " not", "");
    assertThat(cancelled.statusCode()).isEqualTo(202);
    database.awaitTrue(
        "select count(*) from kinoloom.job where state = 6 and id = " + job, SECONDS);
    for (var node : nodes) {
      assertThat(node.status(job).path("status").asText()).isEqualTo("cancelled");
    }
  }

  private void told(long film) throws Exception {
    JsonNode video = null;
    for (var node : nodes) {
      var status = node.status(film);
      assertThat(status.path("status").asText()).as(status.toString()).isEqualTo("completed");
      video = video == null ? status.path("video") : video;
      assertThat(status.path("video")).isEqualTo(video);
      var ids = new ArrayList<Integer>();
      node.watch(film, line -> note(line, ids));
      assertThat(ids)
          .isEqualTo(IntStream.rangeClosed(1, status.path("lastEventId").asInt()).boxed().toList());
      assertThat(node.download(film).body()).hasSize(video.path("bytes").asInt());
    }
  }

  private static void note(String line, List<Integer> ids) {
    if (line.startsWith("id: ")) {
      ids.add(Integer.valueOf(line.substring(4).strip()));
    }
  }

  /** Tasks that the nodes of each version have done since they run. */
  private Map<Version, Double> done() throws IOException, InterruptedException {
    var all = new EnumMap<Version, Double>(Version.class);
    for (int i = 0; i < NODES; i++) {
      double done =
          DONE.matcher(nodes.get(i).metrics())
              .results()
              .mapToDouble(found -> Double.parseDouble(found.group(1)))
              .sum();
      all.merge(versions.get(i), done, Double::sum);
    }
    return all;
  }
}
