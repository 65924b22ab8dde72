package dev.kinoloom.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kinoloom.config.Secret;
import dev.kinoloom.domain.AnyBrief;
import dev.kinoloom.domain.Brief;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.Invalid;
import dev.kinoloom.domain.Script;
import dev.kinoloom.domain.Script.Role;
import dev.kinoloom.provider.LanguageDetector;
import dev.kinoloom.provider.ProviderException;
import dev.kinoloom.provider.ScriptProvider.Request;
import dev.kinoloom.provider.TestCall;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a server of ours that speaks the format, and misbehaves. */
class ChatScriptsIT {
  private static final String KEY = "sk-very-secret";
  private static final String SENTENCE = "The sea rises and falls twice on every single day. ";

  private final Vertx vertx = Vertx.vertx();
  private final Queue<Consumer<HttpServerRequest>> answers = new ConcurrentLinkedQueue<>();
  private final List<JsonObject> asked = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;
  private ChatScripts.Prices prices = ChatScripts.Prices.UNKNOWN;
  private TestCall call;
  private final Path scratch;

  ChatScriptsIT(@TempDir Path scratch) {
    this.scratch = scratch;
    this.call = new TestCall(scratch);
  }

  @BeforeEach
  void serve() {
    server =
        await(
            vertx
                .createHttpServer()
                .requestHandler(
                    request ->
                        request
                            .body()
                            .onSuccess(
                                body -> {
                                  asked.add(
                                      new JsonObject()
                                          .put("path", request.path())
                                          .put("key", request.getHeader("Authorization"))
                                          .put("body", body.toJsonObject()));
                                  answers.remove().accept(request);
                                }))
                .listen(0, "127.0.0.1"));
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  @Test
  void a_good_answer_is_the_script() {
    answers.add(completion(draft(15)));
    var script = write();
    assertThat(script.writer()).isEqualTo("openai-chat");
    assertThat(script.language()).isEqualTo("en");
    assertThat(script.scenes())
        .extracting(Script.Scene::role)
        .startsWith(Role.HOOK)
        .endsWith(Role.CLOSE)
        .hasSize(5);
    assertThat(asked).hasSize(1);
    assertThat(asked.get(0).getString("path")).isEqualTo("/v1/chat/completions");
    assertThat(asked.get(0).getString("key")).isEqualTo("Bearer " + KEY);
    var body = asked.get(0).getJsonObject("body");
    assertThat(body.getString("model")).isEqualTo("m");
    assertThat(body.getJsonObject("response_format").getString("type")).isEqualTo("json_schema");
    assertThat(body.getJsonArray("messages").getJsonObject(1).getString("content"))
        .contains("How tides work");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{\"title\":\"T\",\"scenes\":[{\"heading\":\"a\",\"narr",
        "{\"title\":\"T\",\"scenes\":[]}",
        "{\"title\":\"T\",\"scenes\":[null]}",
        "{\"title\":\"T\",\"scenes\":[{\"heading\":\"a\",\"narration\":\" \",\"points\":[]}]}",
        "{\"title\":\"T\",\"scenes\":[{\"heading\":\"a\",\"narration\":\"Too short.\",\"points\":[]}]}",
        "{\"title\":\"T\",\"unknown\":1,\"scenes\":[]}",
        "Here is your script: …",
      })
  void a_bad_answer_is_repaired_once(String bad) {
    answers.add(completion(bad));
    answers.add(completion("```json\n" + draft(15) + "\n```"));
    assertThat(write().scenes()).hasSize(5);
    var second = asked.get(1).getJsonObject("body").getJsonArray("messages");
    assertThat(second.size()).isEqualTo(4);
    assertThat(second.getJsonObject(3).getString("content")).contains("cannot be used");
  }

  @Test
  void markup_a_wrong_length_and_a_wrong_language_are_told_to_the_model_and_then_given_up() {
    answers.add(completion(draft(15).replace("The sea", "The **sea**")));
    answers.add(completion(draft(40)));
    assertFails(FailureKind.BAD_OUTPUT, "must have 113 to 187");
    assertThat(asked.get(1).encode()).contains("no markup");
    answers.add(completion(draft(15)));
    answers.add(completion(draft(15)));
    var german = scripts(Duration.ofSeconds(5), text -> Optional.of("de"));
    assertFails(german, FailureKind.BAD_OUTPUT, "must be written in en, not in de");
  }

  @Test
  void an_answer_cut_off_at_the_token_limit_is_repaired() {
    answers.add(request -> request.response().end(envelope(draft(15), "length").toBuffer()));
    answers.add(completion(draft(15)));
    assertThat(write().scenes()).hasSize(5);
    assertThat(asked.get(1).encode()).contains("be shorter");
  }

  @ParameterizedTest
  @CsvSource({
    "400,VALIDATION", "401,CREDENTIALS", "403,CREDENTIALS", "404,VALIDATION", "408,TIMEOUT",
        "422,VALIDATION",
    "429,RATE_LIMITED", "500,UNAVAILABLE", "502,UNAVAILABLE", "503,UNAVAILABLE", "529,UNAVAILABLE",
        "302,UNSUPPORTED"
  })
  void every_status_has_its_kind_and_the_key_is_never_told(int status, FailureKind kind) {
    answers.add(
        request ->
            request
                .response()
                .setStatusCode(status)
                .end("{\"error\":{\"message\":\"Wrong key " + KEY + " here\",\"type\":\"x\"}}"));
    assertFails(kind, "answered %d: Wrong key *** here".formatted(status));
  }

  @Test
  void a_refusal_is_no_failure_to_try_again() {
    answers.add(request -> request.response().end(envelope("", "content_filter").toBuffer()));
    assertFails(FailureKind.VALIDATION, "refused");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html>",
        "{}",
        "{\"choices\":[]}",
        "{\"choices\":[{}]}",
        "{\"choices\":\"no\"}",
        "[1]"
      })
  void what_is_no_completion_is_bad_output(String body) {
    answers.add(request -> request.response().end(body));
    assertFails(FailureKind.BAD_OUTPUT, "no chat completion");
  }

  @Test
  void a_server_that_hangs_times_out() {
    answers.add(request -> {});
    assertFails(
        scripts(Duration.ofMillis(300), text -> Optional.of("en")), FailureKind.TIMEOUT, "in time");
  }

  @Test
  void a_server_that_drips_times_out_too() {
    answers.add(
        request -> {
          request.response().setChunked(true).write("{");
          vertx.setPeriodic(20, tick -> request.response().write(" "));
        });
    assertFails(
        scripts(Duration.ofMillis(300), text -> Optional.of("en")), FailureKind.TIMEOUT, "in time");
  }

  @Test
  void a_huge_body_is_not_read_to_its_end() {
    answers.add(request -> request.response().end("x".repeat(5 * 1024 * 1024)));
    assertFails(FailureKind.BAD_OUTPUT, "more than 4 MiB");
  }

  @Test
  void a_connection_that_breaks_or_is_refused_is_a_connection_failure() {
    answers.add(request -> request.connection().close());
    assertFails(FailureKind.CONNECTION, "cannot be reached");
    await(server.close());
    assertFails(FailureKind.CONNECTION, "cannot be reached");
  }

  @Test
  void stopping_ends_the_call_at_once() throws Exception {
    var came = new CountDownLatch(1);
    answers.add(request -> came.countDown());
    var call = new TestCall(scratch);
    var written = scripts(Duration.ofMinutes(1), text -> Optional.of("en")).write(request(), call);
    assertThat(came.await(10, TimeUnit.SECONDS)).isTrue();
    call.stop();
    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(
            () ->
                written
                    .toCompletionStage()
                    .toCompletableFuture()
                    .orTimeout(5, TimeUnit.SECONDS)
                    .join())
        .withCauseInstanceOf(ProviderException.class);
  }

  @Test
  void each_answer_is_priced_by_the_tokens_that_the_server_counted() {
    prices = new ChatScripts.Prices(0.5, 2.0);
    answers.add(counted("not json", 1_000, 100));
    answers.add(counted(draft(15), 2_000, 300));

    write();

    assertThat(call.costs()).containsExactly(0.5 + 0.2, 1.0 + 0.6);
  }

  @Test
  void without_a_count_tokens_are_estimated_and_without_a_price_the_cost_is_unknown() {
    prices = new ChatScripts.Prices(0.0, 4.0);
    var draft = draft(15);
    answers.add(completion(draft));
    write();
    assertThat(call.costs().get(0)).isBetween(draft.length() / 1000.0, draft.length() / 500.0);

    prices = ChatScripts.Prices.UNKNOWN;
    answers.add(counted(draft, 10, 10));
    write();
    assertThat(call.costs()).hasSize(1).containsOnlyNulls();
  }

  private static Consumer<HttpServerRequest> counted(String content, int prompt, int answer) {
    return request ->
        request
            .response()
            .end(
                new JsonObject()
                    .put(
                        "choices",
                        new JsonArray()
                            .add(
                                new JsonObject()
                                    .put("message", new JsonObject().put("content", content))))
                    .put(
                        "usage",
                        new JsonObject()
                            .put("prompt_tokens", prompt)
                            .put("completion_tokens", answer))
                    .encode());
  }

  @Test
  void settings_are_valid_and_hide_the_key() {
    assertThat(config(Duration.ofSeconds(1)).toString()).doesNotContain(KEY);
    assertThatExceptionOfType(Invalid.class)
        .isThrownBy(
            () ->
                new ChatScripts.Config(
                    "ftp://x",
                    new Secret(""),
                    "m",
                    Duration.ofSeconds(1),
                    1000,
                    ChatScripts.Prices.UNKNOWN));
  }

  private Script write() {
    return await(
        scripts(Duration.ofSeconds(20), text -> Optional.of("en")).write(request(), call()));
  }

  private TestCall call() {
    call = new TestCall(scratch);
    return call;
  }

  private void assertFails(FailureKind kind, String message) {
    assertFails(scripts(Duration.ofSeconds(20), text -> Optional.of("en")), kind, message);
  }

  private void assertFails(ChatScripts scripts, FailureKind kind, String message) {
    var thrown =
        catchThrowableOfType(
            CompletionException.class,
            () -> await(scripts.write(request(), new TestCall(scratch))));
    assertThat(thrown.getCause())
        .isInstanceOfSatisfying(
            ProviderException.class,
            failed -> {
              assertThat(failed.kind()).isEqualTo(kind);
              assertThat(failed.getMessage()).contains(message).doesNotContain(KEY);
              assertThat(failed.failure().message())
                  .as("to everybody")
                  .doesNotContain("127.0.0.1", "Wrong key");
            });
  }

  private ChatScripts scripts(Duration timeout, LanguageDetector languages) {
    return new ChatScripts(vertx, config(timeout), languages, vertx::executeBlocking);
  }

  private ChatScripts.Config config(Duration timeout) {
    return new ChatScripts.Config(
        "http://127.0.0.1:%d/v1".formatted(server.actualPort()),
        new Secret(KEY),
        "m",
        timeout,
        4_000,
        prices);
  }

  private static Request request() {
    var brief = new AnyBrief().kind(Brief.Kind.TOPIC).audience("pupils").brief();
    return new Request(brief, Brief.Kind.TOPIC, "Tides", "How tides work", "en", 150);
  }

  private static Consumer<HttpServerRequest> completion(String content) {
    return request -> request.response().end(envelope(content, "stop").toBuffer());
  }

  private static JsonObject envelope(String content, String finish) {
    return new JsonObject()
        .put("id", "x")
        .put(
            "choices",
            new JsonArray()
                .add(
                    new JsonObject()
                        .put("finish_reason", finish)
                        .put(
                            "message",
                            new JsonObject().put("role", "assistant").put("content", content))));
  }

  /** A script of {@code sentences} sentences of ten words, in five scenes. */
  private static String draft(int sentences) {
    var scenes = new JsonArray();
    for (int i = 0; i < 5; i++) {
      scenes.add(
          new JsonObject()
              .put("heading", "Part " + i)
              .put("narration", SENTENCE.repeat(sentences / 5).strip())
              .put("points", new JsonArray()));
    }
    return new JsonObject().put("title", "Tides").put("scenes", scenes).encode();
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
  }
}
