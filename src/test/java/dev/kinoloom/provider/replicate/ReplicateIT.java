package dev.kinoloom.provider.replicate;

import static dev.kinoloom.provider.replicate.ReplicateBench.await;
import static dev.kinoloom.provider.replicate.ReplicateBench.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinoloom.codec.Json;
import dev.kinoloom.config.Secret;
import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.Invalid;
import dev.kinoloom.provider.ClipProvider.Booked;
import dev.kinoloom.provider.ClipProvider.Done;
import dev.kinoloom.provider.ClipProvider.Doubtful;
import dev.kinoloom.provider.ClipProvider.Look;
import dev.kinoloom.provider.ClipProvider.NotBooked;
import dev.kinoloom.provider.ClipProvider.Over;
import dev.kinoloom.provider.ClipProvider.Sent;
import dev.kinoloom.provider.ClipProvider.Underway;
import dev.kinoloom.provider.ClipWish;
import dev.kinoloom.provider.Inline;
import dev.kinoloom.provider.TestCall;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a server of ours that speaks as Replicate does, well and badly. */
class ReplicateIT {
  private static final ClipWish WISH =
      new ClipWish("Say “100%” & {\"a\": 1}\\n 🎬 北京.", 1280, 720, Duration.ofMillis(5_500), 42L);
  private static final String BOOKED =
      "{\"id\":\"gm3qorzdhgbf\",\"status\":\"starting\",\"logs\":\"\",\"error\":null}";

  private final ReplicateBench bench = new ReplicateBench();
  private final TestCall call;

  ReplicateIT(@TempDir Path dir) throws Exception {
    call = new TestCall(dir);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void a_create_says_what_is_wished_once_and_learns_the_handle() throws Exception {
    assertThat(create(bench.answers(201, BOOKED))).isEqualTo(new Booked("gm3qorzdhgbf"));

    var asked = bench.asked();
    assertThat(asked.line()).isEqualTo("POST /v1/models/owner/films/predictions");
    assertThat(asked.authorization()).isEqualTo("Bearer " + ReplicateBench.TOKEN);
    assertThat(asked.type()).isEqualTo("application/json");
    var body = Json.tree(asked.body());
    assertThat(body.has("version")).isFalse();
    assertThat(body.path("input").path("prompt").asText()).isEqualTo(WISH.prompt());
    assertThat(body.path("input").path("duration").asInt()).isEqualTo(6);
    assertThat(body.path("input").path("aspect_ratio").asText()).isEqualTo("16:9");
    assertThat(body.path("input").path("seed").asInt()).isEqualTo(42);
    assertThat(call.costs()).containsExactly(3.0);
    assertThat(bench.isUnasked()).isTrue();
  }

  @Test
  void a_version_that_is_pinned_is_named() throws Exception {
    bench.answers(201, BOOKED);
    await(bench.replicate("owner/films:5c7d5dc6").create(WISH, "7", call));

    var asked = bench.asked();
    assertThat(asked.line()).isEqualTo("POST /v1/predictions");
    assertThat(Json.tree(asked.body()).path("version").asText()).isEqualTo("5c7d5dc6");
  }

  @Test
  void where_webhooks_are_awaited_the_end_is_told_there() throws Exception {
    bench.answers(201, BOOKED);
    var where = URI.create("https://videos.example/v1/providers/replicate/webhook");
    var config = ReplicateBench.config(bench.url() + "/v1", "owner/films", Duration.ofSeconds(1));
    await(
        new Replicate(config.telling(where), bench.vertx(), new Inline()).create(WISH, "7", call));

    var body = Json.tree(bench.asked().body());
    assertThat(body.path("webhook").asText()).isEqualTo(where.toString());
    assertThat(body.path("webhook_events_filter").toString()).isEqualTo("[\"completed\"]");
    refused("webhook.url", () -> config.telling(URI.create("http://videos.example/")));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 402, 403, 404, 405, 410, 413, 415, 422, 451})
  void a_refusal_proves_that_nothing_was_booked(int status) throws Exception {
    bench.answers(status, "{\"detail\":\"No. " + ReplicateBench.TOKEN + " is not enough.\"}");

    assertThat(create(bench))
        .isEqualTo(
            new NotBooked(
                "Replicate refused with %d: No. *** is not enough.".formatted(status),
                Duration.ZERO,
                true));
    assertThat(call.costs()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {409, 423, 425, 429})
  void a_refusal_that_passes_is_not_for_good(int status) throws Exception {
    assertThat(create(bench.answers(status, "{}")))
        .isInstanceOfSatisfying(NotBooked.class, said -> assertThat(said.forGood()).isFalse());
  }

  @Test
  void when_to_ask_again_is_heard_however_it_is_said() throws Exception {
    assertThat(rest(busy("retry-after", "17", "{}"))).isEqualTo(Duration.ofSeconds(17));
    assertThat(rest(busy("x", "y", "{\"detail\":\"Slowly.\",\"status\":429,\"retry_after\":5}")))
        .isEqualTo(Duration.ofSeconds(5));
    assertThat(
            rest(
                request ->
                    request
                        .response()
                        .setStatusCode(429)
                        .putHeader("date", "Sun, 22 Nov 2026 08:00:00 GMT")
                        .putHeader("retry-after", "Sun, 22 Nov 2026 08:01:30 GMT")
                        .end()))
        .isEqualTo(Duration.ofSeconds(90));
    assertThat(rest(busy("retry-after", "999999999", "{}"))).isEqualTo(Duration.ofHours(1));
    assertThat(rest(busy("retry-after", "soon", "[]"))).isZero();
    assertThat(rest(busy("retry-after", "-3", "no"))).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 307, 408, 499, 500, 502, 503, 504, 529})
  void any_other_status_leaves_a_doubt(int status) throws Exception {
    assertThat(create(bench.answers(status, "{}"))).isInstanceOf(Doubtful.class);
    assertThat(call.costs()).containsExactly(3.0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no",
        "[]",
        "null",
        "{",
        "{}",
        "{\"id\":7}",
        "{\"id\":\"\"}",
        "{\"id\":\"../../account\"}",
        "{\"detail\":\"id\"}"
      })
  void a_booking_under_no_name_leaves_a_doubt(String garbage) throws Exception {
    assertThat(create(bench.answers(201, garbage))).isInstanceOf(Doubtful.class);
  }

  @Test
  void an_answer_that_breaks_never_comes_or_never_ends_leaves_a_doubt() throws Exception {
    assertThat(create(bench.answers(request -> request.connection().close())))
        .isInstanceOf(Doubtful.class);
    assertThat(create(bench.answers(ReplicateIT::cut))).isInstanceOf(Doubtful.class);
    assertThat(create(bench.answers(request -> {}))).isInstanceOf(Doubtful.class);
    assertThat(create(bench.answers(request -> Flood.pour(request, 201, "application/json"))))
        .isInstanceOf(Doubtful.class);
  }

  @Test
  void where_nobody_listens_nothing_was_booked() throws Exception {
    assertThat(await(bench.nowhere().create(WISH, "7", call)))
        .isInstanceOfSatisfying(NotBooked.class, said -> assertThat(said.forGood()).isFalse());
  }

  @Test
  void each_create_has_a_connection_of_its_own() throws Exception {
    var open = new HashSet<String>();
    var replicate = bench.replicate();
    bench.answers(
        request -> {
          open.add(request.connection().remoteAddress().toString());
          request.response().setStatusCode(201).end(BOOKED);
        });

    for (int i = 0; i < 3; i++) {
      await(replicate.create(WISH, "7", call));
    }

    assertThat(open).hasSize(3);
  }

  @Test
  void a_stop_before_it_keeps_a_create_from_being_sent() throws Exception {
    call.stop();

    assertThat(create(bench.answers(201, BOOKED))).isInstanceOf(NotBooked.class);
    assertThat(bench.isUnasked()).isTrue();
  }

  @Test
  void a_stop_after_it_was_sent_does_not_lose_the_handle() throws Exception {
    Promise<Void> goOn = Promise.promise();
    bench.answers(
        request ->
            goOn.future().onSuccess(go -> request.response().setStatusCode(201).end(BOOKED)));
    var sent = bench.patient().create(WISH, "7", call);
    bench.asked();

    call.stop();
    bench.vertx().runOnContext(go -> goOn.complete());

    assertThat(await(sent)).isEqualTo(new Booked("gm3qorzdhgbf"));
  }

  @Test
  void a_look_tells_how_it_stands() throws Exception {
    assertThat(look("{\"status\":\"starting\",\"logs\":\"50%| |\"}")).isEqualTo(new Underway(null));
    assertThat(bench.asked().line()).isEqualTo("GET /v1/predictions/gm3");
    assertThat(look("{\"status\":\"processing\",\"logs\":null}")).isEqualTo(new Underway(null));
    assertThat(look("{\"status\":\"processing\",\"logs\":\"8%| |\\r 50%|█| 25/50\"}"))
        .isEqualTo(new Underway(0.5));
    assertThat(look("{\"status\":\"failed\",\"error\":\"NSFW\\n found\"}"))
        .isEqualTo(new Over("The clip failed: NSFW found", false));
    assertThat(look("{\"status\":\"failed\",\"error\":null}"))
        .isEqualTo(new Over("The clip failed: no reason is told.", false));
    assertThat(look("{\"status\":\"canceled\"}"))
        .isInstanceOfSatisfying(Over.class, over -> assertThat(over.canceled()).isTrue());
    assertThat(look("{\"status\":\"aborted\"}"))
        .isInstanceOfSatisfying(Over.class, over -> assertThat(over.canceled()).isTrue());
  }

  @Test
  void what_is_done_says_where_and_how_long_it_took() throws Exception {
    var output = URI.create("https://replicate.delivery/x/out.mp4");

    assertThat(look(done("\"" + output + "\"")))
        .isEqualTo(new Done(output, Duration.ofMillis(12_684)));
    assertThat(look(done("[\"" + output + "\",\"https://other\"]")))
        .isEqualTo(new Done(output, Duration.ofMillis(12_684)));
    assertThat(
            look(
                "{\"status\":\"succeeded\",\"output\":\"%s\",\"metrics\":{\"predict_time\":\"x\"}}"
                    .formatted(output)))
        .isEqualTo(new Done(output, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "[[]]", "7", "{}", "\"\"", "\"no uri\"", "\"out.mp4\""})
  void what_is_done_but_nowhere_is_over(String output) throws Exception {
    assertThat(look(done(output)))
        .isInstanceOfSatisfying(Over.class, over -> assertThat(over.canceled()).isFalse());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no", "[]", "null", "{}", "{\"status\":7}", "{\"status\":\"odd\"}"})
  void a_look_that_makes_no_sense_is_taken_again(String garbage) throws Exception {
    bench.answers(200, garbage);

    assertThat(failure(bench.replicate().look("gm3", call))).isEqualTo(FailureKind.BAD_OUTPUT);
  }

  @Test
  void each_trouble_of_a_look_has_its_class() throws Exception {
    assertThat(lookFails(401)).isEqualTo(FailureKind.CREDENTIALS);
    assertThat(lookFails(404)).isEqualTo(FailureKind.VALIDATION);
    assertThat(lookFails(429)).isEqualTo(FailureKind.RATE_LIMITED);
    assertThat(lookFails(500)).isEqualTo(FailureKind.UNAVAILABLE);
    assertThat(lookFails(503)).isEqualTo(FailureKind.UNAVAILABLE);
    assertThat(lookFails(504)).isEqualTo(FailureKind.TIMEOUT);
    assertThat(lookFails(302)).isEqualTo(FailureKind.UNSUPPORTED);
    assertThat(lookFails(request -> request.connection().close()))
        .isEqualTo(FailureKind.CONNECTION);
    assertThat(lookFails(ReplicateIT::cut)).isEqualTo(FailureKind.CONNECTION);
    assertThat(lookFails(request -> {})).isEqualTo(FailureKind.TIMEOUT);
    assertThat(lookFails(request -> Flood.pour(request, 200, "application/json")))
        .isEqualTo(FailureKind.BAD_OUTPUT);
    assertThat(failure(bench.nowhere().look("gm3", call))).isEqualTo(FailureKind.UNAVAILABLE);
  }

  @Test
  void the_servers_words_are_told_to_who_runs_the_service_without_the_token() throws Exception {
    bench.answers(401, "{\"detail\":\"bad " + ReplicateBench.TOKEN + "\"}");

    assertThatThrownBy(() -> await(bench.replicate().look("gm3", call)))
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed).hasMessage("Replicate answered 401: bad ***");
              assertThat(failed.failure().message()).isEqualTo("Replicate answered 401.");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/b", "../x", "a b", "a?b", "a%2fb"})
  void what_is_no_handle_is_never_asked_for(String handle) throws Exception {
    bench.answers(200, "{}");

    assertThat(failure(bench.replicate().look(handle, call))).isEqualTo(FailureKind.VALIDATION);
    assertThat(failure(bench.replicate().cancel(handle, call))).isEqualTo(FailureKind.VALIDATION);
    assertThat(bench.isUnasked()).isTrue();
  }

  @Test
  void a_stop_ends_a_look() throws Exception {
    var look = bench.patient().look("gm3", call);
    bench.asked();

    call.stop();

    assertThat(failure(look)).isEqualTo(FailureKind.CONNECTION);
    assertThat(failure(bench.replicate().look("gm3", call))).isEqualTo(FailureKind.UNAVAILABLE);
  }

  @Test
  void a_cancel_is_sent_even_when_the_call_is_stopped() throws Exception {
    call.stop();
    bench.answers(200, "{\"id\":\"gm3\",\"status\":\"processing\"}");

    await(bench.replicate().cancel("gm3", call));

    assertThat(bench.asked().line()).isEqualTo("POST /v1/predictions/gm3/cancel");
  }

  @Test
  void what_has_ended_need_not_be_cancelled() throws Exception {
    bench.answers(ended("succeeded"));

    await(bench.replicate().cancel("gm3", call));
  }

  @Test
  void a_cancel_that_is_refused_or_unheard_fails() throws Exception {
    bench.answers(ended("processing"));
    assertThat(failure(bench.replicate().cancel("gm3", call))).isEqualTo(FailureKind.VALIDATION);
    bench.answers(503, "{}");
    assertThat(failure(bench.replicate().cancel("gm3", call))).isEqualTo(FailureKind.UNAVAILABLE);
    bench.answers(404, "{}");
    assertThat(failure(bench.replicate().cancel("gm3", call))).isEqualTo(FailureKind.VALIDATION);
    assertThat(failure(bench.nowhere().cancel("gm3", call))).isEqualTo(FailureKind.UNAVAILABLE);
  }

  @Test
  void a_wrong_setting_is_named() {
    for (String url : List.of("", "ftp://x", "api:1", "http://h/v1?key=1", "http://a@h/v1")) {
      refused("baseUrl", () -> config(url, "o/n", Duration.ofSeconds(1), 1));
    }
    for (String model : List.of("", "films", "o/n/m", "o/n:", "o/n:a b", "../n", "o/n?x")) {
      refused("model", () -> config("http://h", model, Duration.ofSeconds(1), 1));
    }
    refused("timeout", () -> config("http://h", "o/n", Duration.ZERO, 1));
    refused("mostBytes", () -> config("http://h", "o/n", Duration.ofSeconds(1), 0));
    assertThat(config("http://h/v1/", "o/n", Duration.ofSeconds(1), 1).toString())
        .contains("http://h/v1,")
        .doesNotContain("secret");
  }

  private static void refused(String setting, Runnable config) {
    assertThatThrownBy(config::run)
        .isInstanceOfSatisfying(
            Invalid.class, e -> assertThat(e.field()).isEqualTo("providers.replicate." + setting));
  }

  private static ReplicateConfig config(String url, String model, Duration timeout, long most) {
    return new ReplicateConfig(
        url, new Secret("secret"), model, timeout, most, null, ClipInputs.USUAL);
  }

  private static String done(String output) {
    return "{\"status\":\"succeeded\",\"output\":%s,\"metrics\":{\"predict_time\":12.6841}}"
        .formatted(output);
  }

  /** Too late for a cancel, or refused for another reason: a look tells. */
  private static Consumer<HttpServerRequest> ended(String status) {
    return request ->
        request
            .response()
            .setStatusCode(request.method().name().equals("POST") ? 422 : 200)
            .end("{\"status\":\"%s\",\"output\":\"https://h/x.mp4\"}".formatted(status));
  }

  private static Consumer<HttpServerRequest> busy(String header, String value, String body) {
    return request -> request.response().setStatusCode(429).putHeader(header, value).end(body);
  }

  private static void cut(HttpServerRequest request) {
    request.response().setStatusCode(201).putHeader("content-length", "500");
    request.response().write("{\"id\":\"gm3\"").onComplete(sent -> request.connection().close());
  }

  private Sent create(ReplicateBench server) throws Exception {
    return await(server.replicate().create(WISH, "7", call));
  }

  private Duration rest(Consumer<HttpServerRequest> how) throws Exception {
    return ((NotBooked) create(bench.answers(how))).retryAfter();
  }

  private Look look(String told) throws Exception {
    return await(bench.answers(200, told).replicate().look("gm3", call));
  }

  private FailureKind lookFails(int status) throws Exception {
    return failure(bench.answers(status, "{}").replicate().look("gm3", call));
  }

  private FailureKind lookFails(Consumer<HttpServerRequest> how) throws Exception {
    return failure(bench.answers(how).replicate().look("gm3", call));
  }
}
