package dev.kinoloom.api.management;

import static dev.kinoloom.api.management.OperatedService.await;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.api.ContractRoutes;
import dev.kinoloom.codec.TaskResults;
import dev.kinoloom.domain.Claim;
import dev.kinoloom.domain.Decision;
import dev.kinoloom.domain.FactKind;
import dev.kinoloom.domain.Failure;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.Report;
import dev.kinoloom.domain.Submission;
import dev.kinoloom.domain.Usage;
import dev.kinoloom.http.Contract;
import dev.kinoloom.http.Entrance;
import dev.kinoloom.http.OperatorCheck;
import dev.kinoloom.http.OperatorCheck.Token;
import dev.kinoloom.http.Routes;
import dev.kinoloom.http.Secrets;
import dev.kinoloom.pipeline.NotedHints;
import dev.kinoloom.store.Stores;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Operators over real HTTP, on a real database. */
class ManagementIT {
  private static final String TOKEN = "km_test-token-of-the-operator";
  private static final Duration HOUR = Duration.ofHours(1);

  @AutoClose private final OperatedService service = new OperatedService();
  private final Stores stores = service.stores;
  private final NotedHints hints = new NotedHints();
  private Contract contract;

  @BeforeEach
  void serve() throws Exception {
    contract = await(Contract.load(service.vertx, Contract.MANAGEMENT));
    var routes = new ArrayList<Routes>();
    routes.add(
        Entrance.operated(
            () -> "id",
            contract,
            new OperatorCheck(
                List.of(Token.of("another", "x".repeat(20)), Token.of("ada", TOKEN)))));
    routes.add(new ContractRoutes(contract));
    routes.addAll(
        ManagementRoutes.of(
            contract,
            new ManagementRoutes.Ground(
                service.operations,
                stores.facts(),
                OperatedService.NAMES,
                name -> 7,
                hints,
                () -> hints.notes.add("wake"),
                InstantSource.system(),
                key -> service.operations.storage().counted(key, 1_024, 2))));
    service.serve(routes);
  }

  private HttpResponse<Buffer> send(
      HttpMethod method, String path, @Nullable String token, @Nullable JsonObject body)
      throws Exception {
    var request = service.request(method, path);
    if (token != null) {
      request.putHeader("Authorization", "Bearer " + token);
    }
    return await(body == null ? request.send() : request.sendJsonObject(body));
  }

  private JsonObject ok(HttpMethod method, String path, @Nullable JsonObject body)
      throws Exception {
    var answer = send(method, path, TOKEN, body);
    assertThat(answer.statusCode()).as(answer.bodyAsString()).isBetween(200, 299);
    return answer.body() == null ? new JsonObject() : answer.bodyAsJsonObject();
  }

  private JsonObject get(String path) throws Exception {
    return ok(HttpMethod.GET, path, null);
  }

  private JsonObject post(String path) throws Exception {
    return ok(HttpMethod.POST, path, null);
  }

  private JsonObject refused(int status, HttpMethod method, String path, @Nullable JsonObject body)
      throws Exception {
    var answer = send(method, path, TOKEN, body);
    assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(status);
    assertThat(answer.getHeader("Content-Type")).isEqualTo("application/problem+json");
    return answer.bodyAsJsonObject();
  }

  private int key(String name) throws Exception {
    return ok(HttpMethod.POST, "/v1/keys", new JsonObject().put("name", name)).getInteger("id");
  }

  private long job(int key) throws Exception {
    var submission = new Submission(key, null, "c0ffee", "{}", 1);
    return await(stores.jobs().accept(List.of(submission))).get(0).job();
  }

  private int node() throws Exception {
    return await(stores.nodes().up("alpha", HOUR));
  }

  private Claim running(int node) throws Exception {
    await(stores.jobs().admit(100, Set.of()));
    return await(stores.tasks().claim(node, Map.of(1, 1))).get(0);
  }

  private void finish(
      int node, Claim claim, Report.Outcome outcome, Duration after, @Nullable String result)
      throws Exception {
    var report = new Report(claim.job(), claim.no(), claim.epoch(), outcome, after, result, null);
    assertThat(await(stores.tasks().finish(node, List.of(report), List.of()))).isEmpty();
  }

  private long dead(int node, int key) throws Exception {
    long job = job(key);
    var claim = running(node);
    finish(node, claim, Report.Outcome.FAILED, Duration.ZERO, "{}");
    var why =
        new Decision.NewFact(
            FactKind.FAILED,
            "{\"stage\":\"voice\",\"failure\":{\"kind\":\"INTERNAL\",\"message\":\"no voice\"}}");
    var snapshot = await(stores.jobs().load(List.of(job))).get(0);
    var end = Decision.end(snapshot, JobState.FAILED, List.of(why));
    assertThat(await(stores.tasks().finish(node, List.of(), List.of(end)))).isEmpty();
    return job;
  }

  private static JsonObject first(JsonObject queue, String list) {
    return queue.getJsonArray(list).getJsonObject(0);
  }

  private static String reason(JsonObject waiting) {
    return waiting.getJsonObject("waits").getString("reason");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/keys",
        "/v1/keys/1",
        "/v1/keys/1/queue",
        "/v1/jobs",
        "/v1/dead-letters",
        "/v1/paid-calls",
        "/v1/nodes",
        "/v1/audit",
        "/v1/nothing"
      })
  void without_a_token_of_ours_nothing_is_told(String path) throws Exception {
    for (var token : Arrays.asList(null, "", TOKEN + "x", "kl_a-key-is-no-token-of-an-operator")) {
      var answer = send(HttpMethod.GET, path, token, null);
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.getHeader("WWW-Authenticate")).startsWith("Bearer");
    }
  }

  @Test
  void the_contract_is_open_and_each_of_its_operations_is_served() throws Exception {
    assertThat(send(HttpMethod.GET, "/openapi.yaml", null, null).statusCode()).isEqualTo(200);
    var missing = new TreeSet<String>();
    for (var operation : contract.operations()) {
      int space = operation.indexOf(' ');
      var path = operation.substring(space + 1).replaceAll("\\{\\w+}", "99");
      var answer = send(HttpMethod.valueOf(operation.substring(0, space)), path, TOKEN, null);
      boolean unknown = String.valueOf(answer.bodyAsString()).contains("nothing is at");
      if (answer.statusCode() == 405 || unknown) {
        missing.add(operation);
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void a_key_is_added_changed_paused_and_resumed_and_the_audit_knows_who_did_it() throws Exception {
    var added =
        ok(
            HttpMethod.POST,
            "/v1/keys",
            new JsonObject()
                .put("name", "acme")
                .put("weight", 2.5)
                .put("maxConcurrent", 3)
                .put("headStartSeconds", 90));
    int key = added.getInteger("id");
    assertThat(added.fieldNames())
        .as("nobody asked for a count yet")
        .doesNotContain("storedBytes", "storedAt");
    assertThat(await(stores.keys().authenticate(Secrets.sha256(added.getString("secret")))))
        .hasValueSatisfying(found -> assertThat(found.key()).isEqualTo(key));
    assertThat(get("/v1/keys/" + key).containsKey("secret")).isFalse();

    var changed =
        ok(
            HttpMethod.PATCH,
            "/v1/keys/" + key,
            new JsonObject()
                .put("maxOpen", 5)
                .put("blocksOnDeadLetter", true)
                .put("maxStorageBytes", 20_000_000_000L));
    assertThat(changed.getDouble("weight")).isEqualTo(2.5);
    assertThat(changed.getInteger("maxOpen")).isEqualTo(5);
    assertThat(changed.getLong("maxStorageBytes")).isEqualTo(20_000_000_000L);
    assertThat(get("/v1/keys/" + key).getInteger("storedBytes")).isEqualTo(1_024);
    assertThat(get("/v1/keys?name=acme").getJsonArray("data").getJsonObject(0).fieldNames())
        .contains("storedBytes", "storedAt");
    var without =
        ok(HttpMethod.PATCH, "/v1/keys/" + key, new JsonObject().put("maxStorageBytes", 0));
    assertThat(without.fieldNames()).doesNotContain("maxStorageBytes");
    assertThat(post("/v1/keys/%d/pause".formatted(key)).getBoolean("paused")).isTrue();
    assertThat(post("/v1/keys/%d/resume".formatted(key)).getBoolean("paused")).isFalse();
    assertThat(hints.notes).contains("wake");

    var audit = get("/v1/audit?key=" + key).getJsonArray("data");
    assertThat(audit.stream().map(entry -> ((JsonObject) entry).getString("action")))
        .containsExactly("key.resume", "key.pause", "key.change", "key.change", "key.add");
    assertThat(audit.stream().map(entry -> ((JsonObject) entry).getString("who")))
        .containsOnly("ada");
  }

  @Test
  void what_cannot_be_of_a_key_is_refused_by_its_field() throws Exception {
    key("acme");
    var wrong =
        Map.of(
            "{\"name\":\"b\",\"weight\":0}", 422,
            "{\"name\":\"b\",\"maxConcurrent\":40000}", 422,
            "{\"name\":\"b\",\"colour\":1}", 400,
            "{\"weight\":1}", 400,
            "{\"name\":\" \"}", 422,
            "{\"name\":\"17\"}", 422,
            "{\"name\":\"acme\"}", 422);
    for (var body : wrong.entrySet()) {
      refused(body.getValue(), HttpMethod.POST, "/v1/keys", new JsonObject(body.getKey()));
    }
    refused(404, HttpMethod.PATCH, "/v1/keys/77", new JsonObject().put("weight", 1));
    refused(400, HttpMethod.PATCH, "/v1/keys/1", new JsonObject());
    refused(404, HttpMethod.GET, "/v1/keys/acme", null);
    refused(400, HttpMethod.GET, "/v1/keys?limti=3", null);
    assertThat(get("/v1/keys").getJsonArray("data")).hasSize(1);
  }

  @Test
  void lists_are_read_page_by_page() throws Exception {
    for (var name : List.of("a", "b", "c")) {
      key(name);
    }
    var page = get("/v1/keys?limit=2");
    assertThat(page.getBoolean("hasMore")).isTrue();
    var rest = get("/v1/keys?limit=2&after=" + page.getInteger("nextAfter"));
    assertThat(rest.getBoolean("hasMore")).isFalse();
    assertThat(first(rest, "data").getString("name")).isEqualTo("c");
    assertThat(first(get("/v1/keys?name=b"), "data").getString("name")).isEqualTo("b");
    var audit = get("/v1/audit?limit=2");
    assertThat(get("/v1/audit?before=" + audit.getLong("nextBefore")).getJsonArray("data"))
        .hasSize(1);
  }

  @Test
  void secrets_are_told_once_and_end_when_they_are_rotated_or_revoked() throws Exception {
    int key = key("acme");
    var path = "/v1/keys/%d/secrets".formatted(key);
    var second = post(path);
    assertThat(get(path).encode()).doesNotContain(second.getString("secret"));
    ok(HttpMethod.DELETE, path + "/" + second.getString("id"), null);
    refused(404, HttpMethod.DELETE, path + "/" + second.getString("id"), null);
    var only = post(path + "/rotate");

    var good = get(path).getJsonArray("data").stream().map(JsonObject.class::cast);
    assertThat(good.filter(secret -> !secret.containsKey("revokedAt")))
        .singleElement()
        .satisfies(secret -> assertThat(secret.getString("id")).isEqualTo(only.getString("id")));
    refused(404, HttpMethod.POST, "/v1/keys/77/secrets", null);
  }

  /** A job that is held, for nobody knows what came of its paid call. */
  private long doubt(int node, int key) throws Exception {
    long job = job(key);
    var claim = running(node);
    long call = await(stores.paidCalls().intend(node, claim)).orElseThrow();
    assertThat(get("/v1/paid-calls").getJsonArray("data")).as("a node is at it").isEmpty();
    var path = "/v1/paid-calls/%d/resolve".formatted(call);
    assertThat(
            refused(409, HttpMethod.POST, path, new JsonObject().put("became", "void"))
                .getString("title"))
        .isEqualTo("A node is at it");
    finish(node, claim, Report.Outcome.PARKED, Duration.ZERO, null);
    var snapshot = await(stores.jobs().load(List.of(job))).get(0);
    var hold = Decision.hold(snapshot, Decision.Hold.DOUBT, List.of());
    assertThat(await(stores.tasks().finish(node, List.of(), List.of(hold)))).isEmpty();
    return call;
  }

  @Test
  void a_paid_call_in_doubt_is_listed_and_resolved_and_its_job_goes_on() throws Exception {
    int key = key("acme");
    long call = doubt(node(), key);

    var listed = first(get("/v1/paid-calls?key=" + key), "data");
    assertThat(listed.getString("callId")).isEqualTo(Long.toString(call));
    assertThat(listed.getString("known")).isEqualTo("perhaps-sent");
    assertThat(listed.getString("status")).isEqualTo("held");
    assertThat(listed.getString("taskStatus")).isEqualTo("parked");
    assertThat(get("/v1/paid-calls?key=" + (key + 1)).getJsonArray("data")).isEmpty();
    assertThat(reason(first(get("/v1/keys/%d/queue".formatted(key)), "underWay")))
        .isEqualTo("doubt");

    var path = "/v1/paid-calls/%d/resolve".formatted(call);
    refused(422, HttpMethod.POST, path, new JsonObject().put("became", "booked"));
    var now =
        ok(HttpMethod.POST, path, new JsonObject().put("became", "booked").put("handle", "h1"));

    assertThat(now.getString("known")).isEqualTo("booked");
    assertThat(now.getBoolean("wanted")).isTrue();
    assertThat(now.getString("status")).isEqualTo("pending");
    assertThat(hints.notes).contains("wake");
    assertThat(get("/v1/paid-calls").getJsonArray("data")).isEmpty();
    var other = new JsonObject().put("became", "booked").put("handle", "h2");
    assertThat(refused(409, HttpMethod.POST, path, other).getString("detail"))
        .contains("booked as h1");
    refused(
        404, HttpMethod.POST, "/v1/paid-calls/99/resolve", new JsonObject().put("became", "void"));
    var audit = get("/v1/audit?key=" + key).getJsonArray("data");
    assertThat(audit.getJsonObject(0).getString("outcome"))
        .isEqualTo("not wanted, or known otherwise");
    assertThat(audit.getJsonObject(1).getString("action")).isEqualTo("paid-call.resolve");
    assertThat(audit.getJsonObject(1).getString("outcome")).isEqualTo("resolved");
    assertThat(audit.getJsonObject(1).getJsonObject("details").getString("handle")).isEqualTo("h1");
  }

  @Test
  void what_was_booked_for_a_cancelled_job_is_wanted_by_nobody_until_it_is_void() throws Exception {
    int key = key("acme");
    int node = node();
    long job = job(key);
    var claim = running(node);
    long call = await(stores.paidCalls().intend(node, claim)).orElseThrow();
    post("/v1/jobs/%d/cancel".formatted(job));
    finish(node, claim, Report.Outcome.STOPPED, Duration.ZERO, null);
    var stopping = await(stores.jobs().load(List.of(job))).get(0);
    var end = Decision.end(stopping, JobState.CANCELLED, List.of());
    assertThat(await(stores.tasks().finish(node, List.of(), List.of(end)))).isEmpty();
    assertThat(get("/v1/paid-calls").getJsonArray("data")).hasSize(1);

    var path = "/v1/paid-calls/%d/resolve".formatted(call);
    var booked =
        ok(HttpMethod.POST, path, new JsonObject().put("became", "booked").put("handle", "h1"));

    assertThat(booked.getBoolean("wanted")).isFalse();
    assertThat(first(get("/v1/paid-calls"), "data").getString("handle")).isEqualTo("h1");
    var ended = new JsonObject().put("became", "void").put("note", "cancelled there");
    assertThat(ok(HttpMethod.POST, path, ended).getString("known")).isEqualTo("void");
    assertThat(get("/v1/paid-calls").getJsonArray("data")).isEmpty();
  }

  @Test
  void a_queue_says_what_runs_where_and_why_each_of_the_others_waits() throws Exception {
    int key = key("acme");
    int node = node();
    long runs = job(key);
    long next = job(key);
    long last = job(key);
    var claim = running(node);

    var queue = get("/v1/keys/%d/queue".formatted(key));

    assertThat(queue.getString("head")).isEqualTo(Long.toString(runs));
    assertThat(queue.getJsonObject("slotNode").getString("name")).isEqualTo("alpha");
    var job = first(queue, "underWay");
    assertThat(job.containsKey("waits")).as("it runs").isFalse();
    var task = first(job, "tasks");
    assertThat(task.getString("task")).isEqualTo("stage/1");
    assertThat(task.getString("status")).isEqualTo("leased");
    assertThat(task.getInteger("epoch")).isEqualTo(claim.epoch());
    assertThat(task.getJsonObject("lease").getInteger("node")).isEqualTo(node);
    var waiting = queue.getJsonArray("waiting");
    assertThat(waiting.getJsonObject(0).getString("jobId")).isEqualTo(Long.toString(next));
    assertThat(reason(waiting.getJsonObject(0))).isEqualTo("max-concurrent");
    assertThat(waiting.getJsonObject(1).getString("jobId")).isEqualTo(Long.toString(last));
    assertThat(reason(waiting.getJsonObject(1))).isEqualTo("in-line");
  }

  @Test
  void a_queue_tells_a_retry_from_a_provider_that_rests_and_from_a_lane_without_room()
      throws Exception {
    int key = key("acme");
    int node = node();
    job(key);
    assertThat(reason(first(get("/v1/keys/%d/queue".formatted(key)), "waiting")))
        .isEqualTo("starting");
    var claim = running(node);
    var failed = TaskResults.failed(1, new Failure(FailureKind.TIMEOUT, "too slow"), 4);
    finish(node, claim, Report.Outcome.RETRY, HOUR, failed);
    var retry = first(get("/v1/keys/%d/queue".formatted(key)), "underWay");
    assertThat(reason(retry)).isEqualTo("retry");
    assertThat(retry.getJsonObject("waits").getString("detail"))
        .contains("attempt 1 of 4 failed (too slow)");

    service.database.run("update kinoloom.task set due = clock_timestamp() where state = 2");
    await(stores.tasks().promote(10));
    var again = await(stores.tasks().claim(node, Map.of(1, 1))).get(0);
    finish(
        node,
        again,
        Report.Outcome.LOOK_AGAIN,
        HOUR,
        TaskResults.resting(2, "some/voice", 0, Usage.NONE));
    var rests = first(get("/v1/keys/%d/queue".formatted(key)), "underWay");
    assertThat(reason(rests)).isEqualTo("provider-rests");
    assertThat(rests.getJsonObject("waits").getString("detail")).contains("some/voice");

    service.database.run("update kinoloom.task set due = clock_timestamp() where state = 2");
    await(stores.tasks().promote(10));
    var ready = first(get("/v1/keys/%d/queue".formatted(key)), "underWay");
    assertThat(reason(ready)).isEqualTo("starting");
    service.database.run("update kinoloom.node set trouble = 'its disk is full'");
    var full = first(get("/v1/keys/%d/queue".formatted(key)), "underWay");
    assertThat(reason(full)).isEqualTo("disk-full");
    assertThat(full.getJsonObject("waits").getString("detail"))
        .isEqualTo("node %d takes no work: its disk is full".formatted(node));
    assertThat(get("/v1/nodes").getJsonArray("data").getJsonObject(0).getString("trouble"))
        .isEqualTo("its disk is full");
    int drains = node();
    service.database.run("update kinoloom.node set state = 2");
    var draining = first(get("/v1/keys/%d/queue".formatted(key)), "underWay");
    assertThat(reason(draining)).isEqualTo("draining");
    assertThat(draining.getJsonObject("waits").getString("detail"))
        .contains("every node drains")
        .contains(node + " ")
        .contains(drains + " ");
    service.database.run("update kinoloom.node set state = 3");
    assertThat(reason(first(get("/v1/keys/%d/queue".formatted(key)), "underWay")))
        .isEqualTo("no-node");
  }

  @Test
  void a_paused_line_and_a_blocked_one_say_so() throws Exception {
    int node = node();
    int key = key("acme");
    ok(HttpMethod.PATCH, "/v1/keys/" + key, new JsonObject().put("blocksOnDeadLetter", true));
    long letter = dead(node, key);
    job(key);
    var blocked = first(get("/v1/keys/%d/queue".formatted(key)), "waiting");
    assertThat(reason(blocked)).isEqualTo("blocked");
    assertThat(blocked.getJsonObject("waits").getString("detail"))
        .contains("dead letter " + letter);

    post("/v1/keys/%d/pause".formatted(key));

    assertThat(reason(first(get("/v1/keys/%d/queue".formatted(key)), "waiting")))
        .isEqualTo("paused");
  }

  @Test
  void a_dead_letter_is_read_with_its_history_replayed_and_discarded() throws Exception {
    int node = node();
    int key = key("acme");
    long job = dead(node, key);

    var letter = first(get("/v1/dead-letters?key=" + key), "data");
    assertThat(letter.getJsonObject("failure").getString("message")).isEqualTo("no voice");
    assertThat(letter.getString("stage")).isEqualTo("voice");
    var history = get("/v1/jobs/" + job);
    assertThat(history.getString("status")).isEqualTo("failed");
    assertThat(history.getString("deadLetter")).isEqualTo("open");
    assertThat(
            history.getJsonObject("facts").getJsonArray("data").stream()
                .map(fact -> ((JsonObject) fact).getString("fact")))
        .containsExactly("accepted", "started", "failed");

    var again = post("/v1/dead-letters/%d/replay".formatted(job));
    assertThat(again.getString("replayOf")).isEqualTo(Long.toString(job));
    assertThat(again.getString("status")).isEqualTo("pending");
    refused(409, HttpMethod.POST, "/v1/dead-letters/%d/discard".formatted(job), null);
    refused(
        409,
        HttpMethod.POST,
        "/v1/dead-letters/%s/replay".formatted(again.getString("jobId")),
        null);
    refused(404, HttpMethod.POST, "/v1/dead-letters/999/replay", null);
    ok(HttpMethod.POST, "/v1/jobs/%s/cancel".formatted(again.getString("jobId")), null);

    long other = dead(node, key);
    assertThat(post("/v1/dead-letters/%d/discard".formatted(other)).getString("deadLetter"))
        .isEqualTo("discarded");
    assertThat(
            refused(409, HttpMethod.POST, "/v1/dead-letters/%d/replay".formatted(other), null)
                .getString("detail"))
        .contains("not discarded");
    assertThat(get("/v1/dead-letters").getJsonArray("data")).isEqualTo(new JsonArray());
  }

  @Test
  void jobs_of_all_keys_are_listed_shown_and_cancelled() throws Exception {
    int node = node();
    long one = job(key("a"));
    var claim = running(node);
    long other = job(key("b"));

    assertThat(get("/v1/jobs").getJsonArray("data")).hasSize(2);
    assertThat(first(get("/v1/jobs?status=processing"), "data").getString("keyName"))
        .isEqualTo("a");
    assertThat(first(get("/v1/jobs?status=pending"), "data").getString("jobId"))
        .isEqualTo(Long.toString(other));
    refused(422, HttpMethod.GET, "/v1/jobs?status=running", null);
    assertThat(first(get("/v1/jobs/" + one), "tasks").getInteger("epoch")).isEqualTo(claim.epoch());

    assertThat(post("/v1/jobs/%d/cancel".formatted(other)).getString("status"))
        .isEqualTo("cancelled");
    assertThat(post("/v1/jobs/%d/cancel".formatted(one)).getString("status"))
        .isEqualTo("cancelling");
    assertThat(hints.notes).contains("stop [%d]".formatted(one), "changed [%d]".formatted(other));
    refused(404, HttpMethod.POST, "/v1/jobs/999/cancel", null);
  }

  @Test
  void a_held_job_is_approved_at_the_revision_that_was_seen() throws Exception {
    int node = node();
    int key = key("acme");
    long job = job(key);
    var claim = running(node);
    finish(node, claim, Report.Outcome.DONE, Duration.ZERO, "{}");
    var snapshot = await(stores.jobs().load(List.of(job))).get(0);
    var hold = Decision.hold(snapshot, Decision.Hold.REVIEW, List.of());
    assertThat(await(stores.tasks().finish(node, List.of(), List.of(hold)))).isEmpty();
    assertThat(reason(first(get("/v1/keys/%d/queue".formatted(key)), "underWay")))
        .isEqualTo("review");
    var held = get("/v1/jobs/" + job);
    assertThat(held.getString("heldFor")).isEqualTo("review");
    var path = "/v1/jobs/%d/approve".formatted(job);

    refused(400, HttpMethod.POST, path, new JsonObject());
    refused(409, HttpMethod.POST, path, new JsonObject().put("rev", held.getInteger("rev") - 1));
    var approved = ok(HttpMethod.POST, path, new JsonObject().put("rev", held.getInteger("rev")));

    assertThat(approved.getString("status")).isEqualTo("pending");
  }

  @Test
  void a_node_is_drained_by_its_number() throws Exception {
    int node = node();
    assertThat(first(get("/v1/nodes"), "data").getString("status")).isEqualTo("up");
    assertThat(post("/v1/nodes/%d/drain".formatted(node)).getString("status"))
        .isEqualTo("draining");
    assertThat(first(get("/v1/nodes"), "data").getString("status")).isEqualTo("draining");
    refused(404, HttpMethod.POST, "/v1/nodes/999/drain", null);
    refused(404, HttpMethod.POST, "/v1/nodes/999/undrain", null);
    assertThat(post("/v1/nodes/%d/undrain".formatted(node)).getString("status")).isEqualTo("up");
    assertThat(first(get("/v1/nodes"), "data").getString("status")).isEqualTo("up");
    assertThat(first(get("/v1/audit"), "data").getString("action")).isEqualTo("node.undrain");
  }

  @Test
  void a_node_that_is_gone_or_whose_lease_is_over_is_not_drained() throws Exception {
    var path = "/v1/nodes/%d/drain".formatted(node());
    service.database.run("update kinoloom.node set lease_until = clock_timestamp()");
    assertThat(refused(409, HttpMethod.POST, path, null).getString("detail"))
        .contains("its lease is over");
    assertThat(first(get("/v1/nodes"), "data").getString("status")).isEqualTo("up");

    service.database.run("update kinoloom.node set state = 3");
    refused(409, HttpMethod.POST, path, null);
    assertThat(first(get("/v1/audit"), "data").getString("outcome")).isEqualTo("gone already");
    assertThat(
            refused(409, HttpMethod.POST, path.replace("drain", "undrain"), null)
                .getString("title"))
        .contains("start one");
  }

  @Test
  void a_page_before_what_cannot_be_is_refused_with_what_can() throws Exception {
    for (var before : List.of("0", "1000000000000000000", "99999999999999999999")) {
      assertThat(
              refused(422, HttpMethod.GET, "/v1/jobs?before=" + before, null)
                  .getJsonArray("errors")
                  .getJsonObject(0)
                  .getString("rule"))
          .isEqualTo("must be 1 to 999999999999999999, not " + before);
    }
  }

  @Test
  void a_request_that_names_no_host_is_refused_with_the_headers_of_any_other() throws Exception {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
      socket.setSoTimeout(15_000);
      socket.getOutputStream().write("GET /v1/keys HTTP/1.1\r\n\r\n".getBytes(US_ASCII));
      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
          .startsWith("HTTP/1.1 400 ")
          .containsIgnoringCase("x-content-type-options: nosniff")
          .containsIgnoringCase("content-type: application/problem+json");
    }
  }

  @Test
  void another_token_is_another_name_in_the_audit() throws Exception {
    int key = key("acme");
    send(HttpMethod.POST, "/v1/keys/%d/pause".formatted(key), "x".repeat(20), null);
    assertThat(first(get("/v1/audit"), "data").getString("who")).isEqualTo("another");
  }
}
