package dev.kinoloom.api;

import static dev.kinoloom.api.TestService.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.config.Secret;
import dev.kinoloom.http.Authentication;
import dev.kinoloom.http.Contract;
import dev.kinoloom.http.Entrance;
import dev.kinoloom.http.KeyCache;
import dev.kinoloom.http.SignedWebhook;
import dev.kinoloom.http.WebhookSignature;
import dev.kinoloom.ops.Meters;
import dev.kinoloom.pipeline.NotedHints;
import dev.kinoloom.store.Unavailable;
import dev.kinoloom.store.model.ModelStores;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Webhooks over real HTTP, through the door that all requests pass. */
class WebhookRoutesIT {
  private static final Instant NOW = Instant.parse("2026-11-22T08:30:00Z");
  private static final String BODY = "{\"id\":\"gm3qor\",\"status\":\"succeeded\",\"logs\":\"é\"}";

  private final Vertx vertx = Vertx.vertx();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final NotedHints hints = new NotedHints();
  private final Queue<String> handles = new ConcurrentLinkedQueue<>();
  private final WebClient client = WebClient.create(vertx);

  @AfterEach
  void close() throws Exception {
    client.close();
    await(vertx.close());
  }

  @Test
  void who_waits_for_what_has_ended_looks_now() throws Exception {
    var answer = await(signed(door(this::waiting), BODY));

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(handles).containsExactly("gm3qor");
    assertThat(hints.notes).containsExactly("work [4]");
    assertThat(count("genuine")).isOne();
  }

  @Test
  void where_nobody_waits_nothing_is_said() throws Exception {
    int door = door(handle -> Future.succeededFuture(Set.of()));

    assertThat(await(signed(door, BODY)).statusCode()).isEqualTo(204);
    assertThat(hints.notes).isEmpty();
  }

  @Test
  void what_names_no_handle_is_heard_and_asks_nothing_of_the_store() throws Exception {
    int door = door(this::waiting);

    for (var body : List.of("{}", "[]", "{\"id\":\"\"}", "{\"id\":\"a/b\"}", "{\"id\":{}}")) {
      assertThat(await(signed(door, body)).statusCode()).as(body).isEqualTo(204);
    }
    assertThat(handles).isEmpty();
  }

  @Test
  void what_is_not_signed_now_by_who_has_the_secret_is_refused() throws Exception {
    int door = door(this::waiting);
    long now = NOW.getEpochSecond();
    var good = SignedWebhook.signature("msg", now, BODY);

    refused(await(request(door, "msg", now, good).sendBuffer(Buffer.buffer(BODY + " "))));
    refused(await(request(door, "other", now, good).sendBuffer(Buffer.buffer(BODY))));
    refused(await(request(door).sendBuffer(Buffer.buffer(BODY))));
    var old = now - 301;
    var stale =
        await(
            request(door, "msg", old, SignedWebhook.signature("msg", old, BODY))
                .sendBuffer(Buffer.buffer(BODY)));
    assertThat(stale.statusCode()).isEqualTo(401);
    assertThat(stale.bodyAsJsonObject().getString("type")).endsWith("stale-signature");

    assertThat(handles).isEmpty();
    assertThat(count("forged")).isEqualTo(3);
    assertThat(count("stale")).isOne();
    assertThat(count("genuine")).isZero();
  }

  private static void refused(HttpResponse<Buffer> answer) {
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.getHeader("content-type")).startsWith("application/problem+json");
    assertThat(answer.bodyAsJsonObject().getString("type")).endsWith("not-authenticated");
  }

  @Test
  void what_is_no_json_or_too_long_is_refused() throws Exception {
    int door = door(this::waiting);

    assertThat(await(signed(door, "no")).statusCode()).isEqualTo(400);
    assertThat(await(signed(door, "\"" + "x".repeat(512 * 1024) + "\"")).statusCode())
        .isEqualTo(413);
    assertThat(
            await(
                    client
                        .post(door, "127.0.0.1", WebhookRoutes.PATH)
                        .putHeader("content-type", "text/plain")
                        .sendBuffer(Buffer.buffer(BODY)))
                .statusCode())
        .isEqualTo(415);
    assertThat(handles).isEmpty();
  }

  @Test
  void while_the_database_is_away_it_may_be_sent_again() throws Exception {
    int door = door(handle -> Future.failedFuture(Unavailable.now()));

    assertThat(await(signed(door, BODY)).statusCode()).isEqualTo(503);
  }

  @Test
  void where_none_are_awaited_there_is_no_such_thing() throws Exception {
    assertThat(await(signed(door(null, this::waiting), BODY)).statusCode()).isEqualTo(404);
    assertThat(handles).isEmpty();
  }

  @Test
  void no_other_path_is_open_without_a_key() throws Exception {
    int door = door(this::waiting);

    for (var path :
        List.of(
            "/v1/queue",
            WebhookRoutes.PATH + "/",
            WebhookRoutes.PATH + "/x",
            WebhookRoutes.PATH + "x",
            "/v1/providers/replicate")) {
      assertThat(await(client.post(door, "127.0.0.1", path).send()).statusCode())
          .as(path)
          .isEqualTo(401);
    }
    assertThat(await(client.get(door, "127.0.0.1", WebhookRoutes.PATH).send()).statusCode())
        .isEqualTo(405);
  }

  private Future<Set<Integer>> waiting(String handle) {
    handles.add(handle);
    return Future.succeededFuture(Set.of(4));
  }

  private double count(String verdict) {
    var counter =
        registry
            .find("kinoloom.provider.webhooks")
            .tags("provider", "replicate", "verdict", verdict)
            .counter();
    return counter == null ? 0 : counter.count();
  }

  private Future<HttpResponse<Buffer>> signed(int door, String body) {
    long now = NOW.getEpochSecond();
    return request(door, "msg", now, SignedWebhook.signature("msg", now, body))
        .sendBuffer(Buffer.buffer(body));
  }

  private HttpRequest<Buffer> request(int door) {
    return client
        .post(door, "127.0.0.1", WebhookRoutes.PATH)
        .putHeader("content-type", "application/json");
  }

  private HttpRequest<Buffer> request(int door, String id, long time, String signature) {
    return request(door)
        .putHeader("webhook-id", id)
        .putHeader("webhook-timestamp", Long.toString(time))
        .putHeader("webhook-signature", signature);
  }

  private int door(Function<String, Future<Set<Integer>>> hasten) throws Exception {
    return door(
        new WebhookSignature("secret", new Secret(SignedWebhook.SECRET), () -> NOW), hasten);
  }

  private int door(
      @Nullable WebhookSignature signature, Function<String, Future<Set<Integer>>> hasten)
      throws Exception {
    var contract = await(Contract.load(vertx));
    var keys = new ModelStores(InstantSource.system()).keys();
    var cache = new KeyCache(10, Duration.ofSeconds(10), InstantSource.system());
    var api =
        new ApiVerticle(
            new ApiVerticle.Listen(ApiVerticle.Listen.LOCAL, 0),
            List.of(
                Entrance.guarded(() -> "id", contract, new Authentication(keys, cache)),
                new WebhookRoutes(contract, signature, hasten, hints, new Meters(registry))));
    await(vertx.deployVerticle(api));
    return api.port();
  }
}
