package dev.kinoloom.api.management;

import static dev.kinoloom.api.management.OperatedService.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.api.QueueRoutes;
import dev.kinoloom.codec.TaskResults;
import dev.kinoloom.domain.Claim;
import dev.kinoloom.domain.Failure;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.Report;
import dev.kinoloom.domain.Submission;
import dev.kinoloom.http.Authentication;
import dev.kinoloom.http.Contract;
import dev.kinoloom.http.Entrance;
import dev.kinoloom.http.KeyCache;
import dev.kinoloom.store.Stores;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A key's holder asks for his own line, over real HTTP, on a real database. */
class HolderQueueIT {
  private static final String SECRET = "kl_test-secret-of-acme-and-nobody-else";
  private static final Duration HOUR = Duration.ofHours(1);

  @AutoClose private final OperatedService service = new OperatedService();
  private final Stores stores = service.stores;
  private int acme;
  private int other;

  @BeforeEach
  void serve() throws Exception {
    var contract = await(Contract.load(service.vertx));
    acme = await(stores.keys().create("acme", Authentication.sha256(SECRET), 7));
    other = await(stores.keys().create("other-tenant", "00", 8));
    var queues = new QueueView(service.operations, OperatedService.NAMES);
    var known = new KeyCache(10, Duration.ofSeconds(10), InstantSource.system());
    service.serve(
        List.of(
            Entrance.guarded(() -> "id", contract, new Authentication(stores.keys(), known)),
            new QueueRoutes(contract, queues::ofHolder)));
  }

  private JsonObject queue(String query) throws Exception {
    var answer =
        await(
            service
                .request(HttpMethod.GET, "/v1/queue" + query)
                .putHeader("Authorization", "Bearer " + SECRET)
                .send());
    assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(200);
    return answer.bodyAsJsonObject();
  }

  private long job(int key, String title) throws Exception {
    var payload = "{\"title\":\"%s\"}".formatted(title);
    return await(stores.jobs().accept(List.of(new Submission(key, null, "00", payload, 1))))
        .get(0)
        .job();
  }

  private static JsonObject first(JsonObject queue, String list) {
    return queue.getJsonArray(list).getJsonObject(0);
  }

  @Test
  void it_tells_what_runs_what_waits_at_which_place_and_why_and_nothing_of_others()
      throws Exception {
    int node = await(stores.nodes().up("secret-host-1", HOUR));
    long theirs = job(other, "their film");
    long mine = job(acme, "mine");
    long second = job(acme, "second");
    long third = job(acme, "third");
    await(stores.jobs().admit(100, Set.of()));

    var queue = queue("");

    assertThat(queue.getInteger("running")).isEqualTo(1);
    assertThat(queue.getInteger("open")).isEqualTo(3);
    assertThat(queue.getBoolean("paused")).isFalse();
    assertThat(first(queue, "underWay").getString("jobId")).isEqualTo("" + mine);
    var task = first(first(queue, "underWay"), "tasks");
    assertThat(task.getString("task")).startsWith("stage/");
    assertThat(task.getString("status")).isEqualTo("ready");
    assertThat(queue.getJsonArray("waiting")).hasSize(2);
    assertThat(first(queue, "waiting").getString("jobId")).isEqualTo("" + second);
    assertThat(first(queue, "waiting").getInteger("place")).isEqualTo(1);
    assertThat(first(queue, "waiting").getJsonObject("waits").getString("detail"))
        .isEqualTo("1 of the key's at most 1 jobs run");
    assertThat(queue.getJsonArray("waiting").getJsonObject(1).getJsonObject("waits"))
        .isEqualTo(
            new JsonObject()
                .put("reason", "in-line")
                .put("detail", "job %d is before it".formatted(second)));
    assertThat(queue.encode())
        .contains("" + third)
        .doesNotContain("their film")
        .doesNotContain("\"jobId\":\"%d\"".formatted(theirs))
        .doesNotContain("secret-host")
        .doesNotContain("other-tenant")
        .doesNotContain("node")
        .doesNotContain("lease");
    assertThat(node).isPositive();

    var few = queue("?limit=1");
    assertThat(few.getJsonArray("waiting")).hasSize(1);
    assertThat(few.getBoolean("hasMore")).isTrue();
    assertThat(queue.getBoolean("hasMore")).isFalse();
  }

  @Test
  void what_others_do_and_what_fails_is_told_without_names() throws Exception {
    job(acme, "mine");
    assertThat(first(queue(""), "waiting").getJsonObject("waits"))
        .isEqualTo(
            new JsonObject()
                .put("reason", "no-node")
                .put("detail", "the service takes no work just now; it goes on by itself"));
    int node = await(stores.nodes().up("secret-host-1", HOUR));
    service.database.run("update kinoloom.node set trouble = 'the disk of /srv/secret'");
    assertThat(queue("").encode()).contains("disk-full").doesNotContain("/srv");
    service.database.run("update kinoloom.node set trouble = null");

    var own = claimed(node);
    var failure =
        new Failure(
            FailureKind.UNAVAILABLE, "The model is away.", "The model at http://gpu-7:80 is away.");
    var result = TaskResults.failed(1, failure, 4);
    var report =
        new Report(own.job(), own.no(), own.epoch(), Report.Outcome.RETRY, HOUR, result, null);
    assertThat(await(stores.tasks().finish(node, List.of(report), List.of()))).isEmpty();
    var retry = first(first(queue(""), "underWay"), "tasks").getJsonObject("waits");
    assertThat(retry.getString("reason")).isEqualTo("retry");
    assertThat(retry.getString("detail"))
        .contains("attempt 1 of 4 failed (The model is away.)")
        .doesNotContain("gpu-7");

    job(other, "their film");
    claimed(node);
    service.database.run("update kinoloom.task set due = clock_timestamp() where state = 2");
    await(stores.tasks().promote(10));
    assertThat(queue("").encode())
        .contains("no-capacity")
        .contains("comes in its turn")
        .doesNotContain("before it");
  }

  private Claim claimed(int node) throws Exception {
    await(stores.jobs().admit(100, Set.of()));
    return await(stores.tasks().claim(node, Map.of(1, 1))).get(0);
  }
}
