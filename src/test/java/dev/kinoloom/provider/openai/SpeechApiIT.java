package dev.kinoloom.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kinoloom.codec.Json;
import dev.kinoloom.config.Secret;
import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.Invalid;
import dev.kinoloom.provider.Inline;
import dev.kinoloom.provider.SpeechProvider.Request;
import dev.kinoloom.provider.SpeechProvider.Speech;
import dev.kinoloom.provider.TestCall;
import dev.kinoloom.provider.Tones;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server of ours that speaks the protocol, well and badly. */
class SpeechApiIT {
  private static final Secret KEY = new Secret("sk-very-secret");
  private static final String TEXT = "Say “100%” & {\"json\": 1}\\n 🎬 北京.";

  private final Path dir;
  private final Vertx vertx = Vertx.vertx();
  private final BlockingQueue<HttpServerRequest> asked = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> bodies = new LinkedBlockingQueue<>();

  SpeechApiIT(@TempDir Path dir) {
    this.dir = dir;
  }

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @Test
  void sends_what_the_protocol_wants_and_keeps_the_sound() throws Exception {
    byte[] wav = Tones.wav(24_000, 700);
    var speech = await(api(sounds(wav)).speak(request(TEXT), new TestCall(dir)));

    var request = asked.remove();
    assertThat(request.method().name() + " " + request.path()).isEqualTo("POST /v1/audio/speech");
    assertThat(request.getHeader("authorization")).isEqualTo("Bearer sk-very-secret");
    var body = Json.tree(bodies.remove());
    assertThat(body.path("input").asText()).isEqualTo(TEXT);
    assertThat(body.path("model").asText()).isEqualTo("tts-1");
    assertThat(body.path("voice").asText()).isEqualTo("alloy");
    assertThat(body.path("response_format").asText()).isEqualTo("wav");
    assertThat(speech.file()).hasBinaryContent(wav);
  }

  @Test
  void a_long_text_goes_in_parts_and_comes_back_as_one_sound() throws Exception {
    String text = "This is a sentence of a long text. ".repeat(200).strip();
    var call = new TestCall(dir);
    var speech = await(api(sounds(Tones.wav(24_000, 100))).speak(request(text), call));

    assertThat(bodies)
        .hasSize(2)
        .allSatisfy(
            body ->
                assertThat(Json.tree(body).path("input").asText())
                    .hasSizeLessThanOrEqualTo(4096)
                    .endsWith("."));
    assertThat(speech.file()).hasSize(44 + 2 * 2400 * 2);
    assertThat(call.costs())
        .hasSize(2)
        .allSatisfy(cost -> assertThat(cost).isBetween(0.0, 0.015 * 4.096));
    assertThat(call.costs().stream().mapToDouble(cost -> cost).sum())
        .isCloseTo(0.015 * text.length() / 1000, within(0.0001));
  }

  @Test
  void each_status_has_its_class() throws Exception {
    assertThat(failure(status(400))).isEqualTo(FailureKind.VALIDATION);
    assertThat(failure(status(401))).isEqualTo(FailureKind.CREDENTIALS);
    assertThat(failure(status(404))).isEqualTo(FailureKind.UNSUPPORTED);
    assertThat(failure(status(429))).isEqualTo(FailureKind.RATE_LIMITED);
    assertThat(failure(status(500))).isEqualTo(FailureKind.UNAVAILABLE);
    assertThat(failure(status(503))).isEqualTo(FailureKind.UNAVAILABLE);
    assertThat(failure(status(504))).isEqualTo(FailureKind.TIMEOUT);
    assertThat(failure(status(302))).isEqualTo(FailureKind.UNSUPPORTED);
    assertThat(failure(SpeechApiIT::quota)).isEqualTo(FailureKind.CREDENTIALS);
  }

  @Test
  void the_servers_reason_is_told_without_the_key() throws Exception {
    var speech =
        api(request ->
                request
                    .response()
                    .setStatusCode(401)
                    .end("{\"error\":{\"message\":\"bad key sk-very-secret\",\"code\":\"x\"}}"))
            .speak(request(TEXT), new TestCall(dir));

    assertThatThrownBy(() -> await(speech))
        .isInstanceOf(Failed.class)
        .hasMessage("the speech server answered 401: bad key ***")
        .satisfies(
            e ->
                assertThat(((Failed) e).failure().message())
                    .as("to everybody")
                    .isEqualTo("the speech server answered 401"));
  }

  @Test
  void what_is_no_whole_wav_is_bad_output() throws Exception {
    byte[] wav = Tones.wav(24_000, 700);
    byte[] cut = java.util.Arrays.copyOf(wav, wav.length / 2);

    assertThat(failure(sounds(cut))).isEqualTo(FailureKind.BAD_OUTPUT);
    assertThat(failure(sounds(new byte[0]))).isEqualTo(FailureKind.BAD_OUTPUT);
    assertThat(failure(SpeechApiIT::html)).isEqualTo(FailureKind.BAD_OUTPUT);
  }

  @Test
  void a_body_without_end_is_cut_off() throws Exception {
    assertThat(failure(SpeechApiIT::flood)).isEqualTo(FailureKind.BAD_OUTPUT);
  }

  @Test
  void a_server_that_falls_silent_is_given_up() throws Exception {
    assertThat(failure(request -> {})).isEqualTo(FailureKind.TIMEOUT);
    assertThat(
            failure(
                request -> {
                  request.response().setChunked(true).putHeader("content-type", "audio/wav");
                  request.response().write(Buffer.buffer(Tones.wav(8000, 10)));
                }))
        .isEqualTo(FailureKind.TIMEOUT);
  }

  @Test
  void a_connection_that_breaks_may_have_been_heard() throws Exception {
    assertThat(failure(request -> request.connection().close())).isEqualTo(FailureKind.CONNECTION);
  }

  @Test
  void a_server_that_is_not_there_is_unavailable() throws Exception {
    int free;
    try (var socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    var speech = at(free).speak(request(TEXT), new TestCall(dir));

    assertThat(failed(speech)).isEqualTo(FailureKind.UNAVAILABLE);
  }

  @Test
  void a_stop_ends_the_request() throws Exception {
    var call = new TestCall(dir);
    var speech = api(request -> {}, Duration.ofMinutes(5)).speak(request(TEXT), call);
    assertThat(asked.poll(10, TimeUnit.SECONDS)).isNotNull();

    call.stop();

    assertThat(failed(speech)).isEqualTo(FailureKind.CONNECTION);
  }

  @Test
  void a_wrong_setting_is_named() {
    var second = Duration.ofSeconds(1);
    for (String url : List.of("", "ftp://x", "localhost:1", "http://h/v1?key=1", "http://h h")) {
      assertThatThrownBy(() -> new SpeechApi.Config(url, KEY, "m", "v", second, null))
          .isInstanceOf(Invalid.class);
    }
    assertThatThrownBy(() -> new SpeechApi.Config("http://h", KEY, "", "v", second, null))
        .isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> new SpeechApi.Config("http://h", KEY, "m", "v", Duration.ZERO, null))
        .isInstanceOf(Invalid.class);
    assertThat(new SpeechApi.Config("http://h/v1/", KEY, "m", "v", second, null).toString())
        .doesNotContain("sk-very-secret");
  }

  private static Consumer<HttpServerRequest> sounds(byte[] wav) {
    return request ->
        request.response().putHeader("content-type", "audio/wav").end(Buffer.buffer(wav));
  }

  private static Consumer<HttpServerRequest> status(int status) {
    return request -> request.response().setStatusCode(status).end("no");
  }

  private static void quota(HttpServerRequest request) {
    request
        .response()
        .setStatusCode(429)
        .end("{\"error\":{\"message\":\"pay\",\"code\":\"insufficient_quota\"}}");
  }

  private static void html(HttpServerRequest request) {
    request.response().putHeader("content-type", "text/html").end("<h1>Welcome</h1>");
  }

  /** Sends until nobody listens. */
  private static void flood(HttpServerRequest request) {
    var response = request.response().setChunked(true).putHeader("content-type", "audio/wav");
    var chunk = Buffer.buffer(new byte[1024 * 1024]);
    response.drainHandler(drained -> pour(request, chunk));
    response.exceptionHandler(gone -> {});
    pour(request, chunk);
  }

  private static void pour(HttpServerRequest request, Buffer chunk) {
    var response = request.response();
    while (!response.closed() && !response.writeQueueFull()) {
      response.write(chunk).onFailure(gone -> {});
    }
  }

  private FailureKind failure(Consumer<HttpServerRequest> answer) throws Exception {
    return failed(api(answer).speak(request(TEXT), new TestCall(dir)));
  }

  private static FailureKind failed(Future<Speech> speech) throws Exception {
    try {
      await(speech);
    } catch (Failed failed) {
      return failed.kind();
    }
    throw new AssertionError("spoke");
  }

  private static <T> T await(Future<T> future) throws Exception {
    try {
      return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (java.util.concurrent.ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private static Request request(String text) {
    return new Request(text, "en", "alloy");
  }

  private SpeechApi api(Consumer<HttpServerRequest> answer) throws Exception {
    return api(answer, Duration.ofSeconds(1));
  }

  private SpeechApi api(Consumer<HttpServerRequest> answer, Duration timeout) throws Exception {
    HttpServer server =
        vertx
            .createHttpServer()
            .requestHandler(
                request ->
                    request
                        .body()
                        .onSuccess(
                            body -> {
                              bodies.add(body.toString());
                              asked.add(request);
                              answer.accept(request);
                            }));
    await(server.listen(0, "127.0.0.1"));
    return at(server.actualPort(), timeout);
  }

  private SpeechApi at(int port) {
    return at(port, Duration.ofSeconds(1));
  }

  private SpeechApi at(int port, Duration timeout) {
    var config =
        new SpeechApi.Config(
            "http://127.0.0.1:" + port + "/v1", KEY, "tts-1", "alloy", timeout, 0.015);
    return new SpeechApi(config, vertx, new Inline());
  }
}
