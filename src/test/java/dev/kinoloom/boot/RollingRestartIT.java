package dev.kinoloom.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.chaos.Articles;
import dev.kinoloom.codec.Json;
import dev.kinoloom.store.HistoryCheck;
import dev.kinoloom.store.TestDatabase;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three real {@code serve}, restarted one after the other while clients go on asking. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class RollingRestartIT {
  private static final int NODES = 3;
  private static final int ROUNDS_MOST = 3 * NODES;
  private static final int CLIENTS = 3;
  private static final int SECONDS = 240;
  private static final long BETWEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(30);
  private static final String WORKS =
      """
      select count(*) from kinoloom.task t join kinoloom.node n on n.id = t.node
      where t.state = 1 and n.state = 1 and n.name = '%s' and t.lane > 2
      """;

  /** Every lease is an epoch; those that were given back are no attempts. */
  private static final String HANDED_BACK =
      "select coalesce(sum(epoch - attempt), 0) from kinoloom.task";

  private static final Map<String, String> HASTY =
      Map.of("KINOLOOM_NODE_DRAIN", "0s", "KINOLOOM_CLUSTER_NOTICE", "1s");

  private final TestDatabase database = TestDatabase.create();
  private final List<ClusterNode> nodes = new CopyOnWriteArrayList<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicInteger retried = new AtomicInteger();
  private volatile boolean enough;
  @TempDir Path directory;

  @AfterEach
  void close() {
    enough = true;
    ClusterNode.closeAll(nodes);
    database.close();
  }

  @FunctionalInterface
  private interface Request {
    HttpResponse<String> send(ClusterNode node) throws IOException, InterruptedException;
  }

  @Test
  void clients_that_try_once_more_notice_nothing_and_no_attempt_is_counted() throws Exception {
    var plan = ClusterNode.Plan.of(directory, database.address(), NODES);
    nodes.add(ClusterNode.start(plan, 0, HASTY).awaitFirst());
    var key = nodes.get(0).key();
    for (int i = 1; i < NODES; i++) {
      nodes.add(ClusterNode.start(plan, i, HASTY).awaitApi(key));
    }
    var films = new ArrayList<Long>();
    var threads = Executors.newFixedThreadPool(CLIENTS);
    var clients = new ArrayList<Future<?>>();
    for (int i = 0; i < CLIENTS; i++) {
      int client = i;
      clients.add(threads.submit(() -> ask(client)));
    }

    // what a node has at hand may be done before it goes: then there is more to restart
    for (int i = 0; i < NODES || (i < ROUNDS_MOST && database.number(HANDED_BACK) == 0); i++) {
      int node = i % NODES;
      films.add(nodes.get(node).generate(film(i)));
      database.awaitTrue(WORKS.formatted(nodes.get(node).name()), SECONDS);
      nodes.get(node).process.terminate();
      assertThat(nodes.get(node).process.awaitEnd(60)).isEqualTo(143);
      nodes.set(node, ClusterNode.start(plan, node, HASTY).awaitApi(key));
      while (nodes.get(node).readiness() != 200) {
        LockSupport.parkNanos(BETWEEN_NANOS);
      }
    }
    long handedBack = database.number(HANDED_BACK);
    enough = true;
    for (var client : clients) {
      client.get(60, TimeUnit.SECONDS);
    }
    threads.shutdown();
    for (var film : films) {
      database.awaitTrue(
          "select count(*) from kinoloom.job where state > 3 and id = " + film, SECONDS);
    }

    System.out.printf(
        "rolling restart: %d answers, %d at the second try; handed back %d times%n",
        answered.get(), retried.get(), handedBack);
    assertThat(failures).isEmpty();
    assertThat(handedBack).as("leases given back").isPositive();
    assertThat(answered.get()).isGreaterThan(100);
    for (var film : films) {
      assertThat(nodes.get(1).status(film).path("status").asText()).isEqualTo("completed");
    }
    assertThat(database.number("select max(attempt) from kinoloom.task")).isEqualTo(1);
    assertThat(database.number("select sum(lost) from kinoloom.task")).isZero();
    HistoryCheck.assertClean(database.address());
  }

  /** Jobs that stand in line behind the film and are cancelled there cost next to nothing. */
  private void ask(int client) {
    var body = Json.encode(Map.of("brief", Articles.of(2), "seconds", 15));
    for (int i = client; !enough; i++) {
      var wish = "client %d wish %d".formatted(client, i);
      var accepted = persist(i, 202, node -> node.post("/api/videos/generate", wish, body));
      long job = accepted == null ? 0 : Json.tree(accepted).path("jobId").asLong();
      persist(i + 1, 200, node -> node.get("/api/videos/%d/status".formatted(job)));
      persist(i + 2, 202, node -> node.post("/api/videos/%d/cancel".formatted(job), wish, ""));
      persist(i, 200, node -> node.get("/api/videos?limit=5"));
      LockSupport.parkNanos(BETWEEN_NANOS);
    }
  }

  /** Sends it to one node; if that is on its way out, once more to the next. */
  private @Nullable String persist(int first, int wanted, Request request) {
    var answer = send(first, request);
    if (answer == null || answer.statusCode() == 503) {
      retried.incrementAndGet();
      if (answer != null && answer.headers().firstValue("Retry-After").isEmpty()) {
        failures.add("503 without Retry-After: " + answer.body());
      }
      answer = send(first + 1, request);
    }
    if (answer == null || answer.statusCode() != wanted) {
      failures.add(answer == null ? "no answer" : answer.statusCode() + " " + answer.body());
      return null;
    }
    answered.incrementAndGet();
    return answer.body();
  }

  private @Nullable HttpResponse<String> send(int node, Request request) {
    try {
      return request.send(nodes.get(node % NODES));
    } catch (IOException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private static Map<String, Object> film(int number) {
    return Map.of(
        "brief", Articles.of(10 + number), "seconds", 15, "options", Map.of("size", "480x270"));
  }
}
