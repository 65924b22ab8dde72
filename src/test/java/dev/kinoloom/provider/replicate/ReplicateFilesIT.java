package dev.kinoloom.provider.replicate;

import static dev.kinoloom.provider.replicate.ReplicateBench.await;
import static dev.kinoloom.provider.replicate.ReplicateBench.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.provider.Inline;
import dev.kinoloom.provider.TestCall;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is fetched, from where, and what is not. */
class ReplicateFilesIT {
  private static final byte[] CLIP = clip(2_500_000);

  /** From before an answer has come until after its first bytes are written. */
  private static final int MOMENTS = 100;

  private static final long STEP_NANOS = 20_000;

  private final ReplicateBench bench = new ReplicateBench();
  private final Path dir;
  private final Path into;
  private final TestCall call;

  ReplicateFilesIT(@TempDir Path dir) throws Exception {
    this.dir = dir;
    this.into = dir.resolve("clip.mp4");
    this.call = new TestCall(dir);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"video/mp4", "application/octet-stream", "binary/octet-stream"})
  void a_clip_is_fetched_whole(String type) throws Exception {
    bench.answers(sends(type, CLIP));

    assertThat(await(fetch("/x/out.mp4?sig=1"))).isEqualTo(into).hasBinaryContent(CLIP);
    assertThat(bench.asked().line()).isEqualTo("GET /x/out.mp4?sig=1");
  }

  @Test
  void one_that_comes_in_pieces_is_whole_too() throws Exception {
    bench.answers(
        request -> {
          var response = request.response().setChunked(true).putHeader("content-type", "video/mp4");
          response.write(Buffer.buffer(CLIP).slice(0, 1_000_000));
          response.end(Buffer.buffer(CLIP).slice(1_000_000, CLIP.length));
        });

    assertThat(await(fetch("/out.mp4"))).hasBinaryContent(CLIP);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "application/json", "image/png", "null"})
  void what_is_no_video_is_not_taken(String type) throws Exception {
    assertThat(fails(sends(type, CLIP))).isEqualTo(FailureKind.BAD_OUTPUT);
  }

  @Test
  void what_is_too_long_empty_or_cut_off_is_not_taken() throws Exception {
    assertThat(fails(sends("video/mp4", clip((int) ReplicateBench.MOST_BYTES + 1))))
        .isEqualTo(FailureKind.BAD_OUTPUT);
    assertThat(fails(request -> Flood.pour(request, 200, "video/mp4")))
        .isEqualTo(FailureKind.BAD_OUTPUT);
    assertThat(fails(sends("video/mp4", new byte[0]))).isEqualTo(FailureKind.BAD_OUTPUT);
    assertThat(fails(ReplicateFilesIT::cut)).isEqualTo(FailureKind.CONNECTION);
  }

  @Test
  void who_falls_silent_is_given_up() throws Exception {
    assertThat(fails(request -> {})).isEqualTo(FailureKind.TIMEOUT);
    assertThat(
            fails(
                request ->
                    request
                        .response()
                        .setChunked(true)
                        .putHeader("content-type", "video/mp4")
                        .write(Buffer.buffer(CLIP))))
        .isEqualTo(FailureKind.TIMEOUT);
  }

  @Test
  void each_refusal_has_its_class() throws Exception {
    assertThat(fails(status(404))).isEqualTo(FailureKind.VALIDATION);
    assertThat(fails(status(403))).isEqualTo(FailureKind.CREDENTIALS);
    assertThat(fails(status(500))).isEqualTo(FailureKind.UNAVAILABLE);
    assertThat(fails(status(206))).isEqualTo(FailureKind.UNSUPPORTED);
  }

  @Test
  void a_file_that_is_there_stays_as_it_is() throws Exception {
    Files.writeString(into, "mine");
    bench.answers(sends("video/mp4", CLIP));

    assertThat(failure(fetch("/out.mp4"))).isEqualTo(FailureKind.RESOURCES);
    assertThat(into).hasContent("mine");
  }

  /** Also while the file for it is just being made. */
  @Test
  void a_stop_ends_a_download_at_whatever_moment_it_comes() throws Exception {
    var writing = new LinkedBlockingQueue<Boolean>();
    bench.answers(
        request ->
            request
                .response()
                .setChunked(true)
                .putHeader("content-type", "video/mp4")
                .write("the first bytes")
                .onSuccess(sent -> writing.add(true)));
    var patient = bench.patient();
    for (int moment = 0; moment < MOMENTS; moment++) {
      var stopped = new TestCall(dir);
      var fetching = patient.fetch(URI.create(bench.url() + "/out.mp4"), into, stopped);
      assertThat(writing.poll(10, TimeUnit.SECONDS)).isTrue();
      LockSupport.parkNanos(moment * STEP_NANOS);

      stopped.stop();

      assertThat(failure(fetching)).isEqualTo(FailureKind.CONNECTION);
      assertThat(into).doesNotExist();
    }
  }

  @Test
  void a_clip_that_is_elsewhere_is_followed_a_few_times() throws Exception {
    bench.answers(
        request -> {
          if (request.uri().equals("/there.mp4")) {
            sends("video/mp4", CLIP).accept(request);
          } else {
            request.response().setStatusCode(302).putHeader("location", "/there.mp4").end();
          }
        });
    assertThat(await(fetch("/here.mp4"))).hasBinaryContent(CLIP);
    Files.delete(into);

    assertThat(
            fails(
                request ->
                    request
                        .response()
                        .setStatusCode(301)
                        .putHeader("location", request.uri() + "x")
                        .end()))
        .isEqualTo(FailureKind.BAD_OUTPUT);
    assertThat(fails(elsewhere("http://localhost:1/x.mp4"))).isEqualTo(FailureKind.UNSUPPORTED);
    assertThat(fails(elsewhere("http://[/"))).isEqualTo(FailureKind.BAD_OUTPUT);
  }

  @Test
  void the_token_goes_to_the_configured_server_alone() throws Exception {
    try (var other = new ReplicateBench()) {
      var host = URI.create(other.url()).getPort();
      bench.answers(sends("video/mp4", CLIP));
      await(fetch("/out.mp4"));
      assertThat(bench.asked().authorization()).isEqualTo("Bearer " + ReplicateBench.TOKEN);

      assertThat(failure(at("http://127.0.0.1:" + host + "/out.mp4")))
          .isEqualTo(FailureKind.UNSUPPORTED);
      assertThat(other.isUnasked()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://clips.example/x.mp4",
        "ftp://clips.example/x.mp4",
        "file:///etc/passwd",
        "https://user@clips.example/x.mp4",
        "https:///x.mp4",
        "mailto:a@b",
        "http://api.example/x.mp4",
      })
  void what_is_at_no_https_address_is_not_fetched(String uri) throws Exception {
    assertThat(
            failure(files("https://api.example/v1", "9.9.9.9").fetch(URI.create(uri), into, call)))
        .isEqualTo(FailureKind.UNSUPPORTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "fd00::1"})
  void what_is_at_an_inner_address_is_not_fetched(String address) throws Exception {
    assertThat(failure(files("https://9.9.9.9/v1", address).fetch(CLIPS, into, call)))
        .isEqualTo(FailureKind.UNSUPPORTED);
  }

  @Test
  void a_name_that_nobody_knows_may_be_known_later() throws Exception {
    assertThat(failure(files("https://9.9.9.9/v1", "").fetch(CLIPS, into, call)))
        .isEqualTo(FailureKind.UNAVAILABLE);
  }

  @Test
  void the_address_that_was_looked_up_is_asked_under_the_name_that_was_named() throws Exception {
    var store = certificate();
    var heard = new LinkedBlockingQueue<String>();
    var server =
        bench
            .vertx()
            .createHttpServer(
                new HttpServerOptions()
                    .setSsl(true)
                    .setKeyCertOptions(
                        new PfxOptions().setPath(store.toString()).setPassword("changeit")))
            .requestHandler(
                request -> {
                  heard.add(request.authority() + " " + request.getHeader("authorization"));
                  sends("video/mp4", CLIP).accept(request);
                });
    await(server.listen(0, "127.0.0.1"));
    var trusting = new PfxOptions().setPath(store.toString()).setPassword("changeit");
    var files = files(bench.url(), "127.0.0.1", new HttpClientOptions().setTrustOptions(trusting));
    var port = server.actualPort();

    assertThat(await(files.fetch(URI.create("https://clips.example:" + port + "/x"), into, call)))
        .hasBinaryContent(CLIP);
    assertThat(heard.remove()).isEqualTo("clips.example:" + port + " null");
    assertThat(
            failure(
                files.fetch(
                    URI.create("https://other.example:" + port + "/x"), dir.resolve("b"), call)))
        .isEqualTo(FailureKind.UNAVAILABLE);
    assertThat(heard).isEmpty();
  }

  private static final URI CLIPS = URI.create("https://clips.example/x.mp4");

  /** All names lead to this address; empty = to none. */
  private OutputFiles files(String base, String address) {
    return files(base, address, new HttpClientOptions());
  }

  private OutputFiles files(String base, String address, HttpClientOptions options) {
    var config = ReplicateBench.config(base, "o/n", Duration.ofSeconds(5));
    var addresses =
        new OutputAddresses(
            config,
            new Inline(),
            host -> {
              var known = host.matches("[0-9.]+") ? host : address;
              if (known.isEmpty()) {
                throw new UnknownHostException(host);
              }
              return InetAddress.getAllByName(known);
            });
    return new OutputFiles(
        config,
        new Connections(bench.vertx(), config, options),
        addresses,
        new Trouble(config.token()),
        bench.vertx());
  }

  /** Of clips.example, made by the JDK's keytool. */
  private Path certificate() throws IOException, InterruptedException {
    var store = dir.resolve("clips.p12");
    var process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=clips",
                    "-validity",
                    "2",
                    "-ext",
                    "san=dns:clips.example",
                    "-alias",
                    "clips",
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    store.toString(),
                    "-storepass",
                    "changeit"))
            .redirectErrorStream(true)
            .redirectOutput(dir.resolve("keytool.log").toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    return store;
  }

  private static byte[] clip(int bytes) {
    byte[] some = new byte[bytes];
    new Random(1).nextBytes(some);
    return some;
  }

  private static Consumer<HttpServerRequest> sends(String type, byte[] bytes) {
    return request -> {
      if (!type.equals("null")) {
        request.response().putHeader("content-type", type);
      }
      request.response().end(Buffer.buffer(bytes));
    };
  }

  private static Consumer<HttpServerRequest> status(int status) {
    return request -> request.response().setStatusCode(status).end("no");
  }

  private static Consumer<HttpServerRequest> elsewhere(String where) {
    return request -> request.response().setStatusCode(302).putHeader("location", where).end();
  }

  private static void cut(HttpServerRequest request) {
    request
        .response()
        .putHeader("content-type", "video/mp4")
        .putHeader("content-length", Integer.toString(CLIP.length))
        .write(Buffer.buffer(CLIP).slice(0, 1_000_000))
        .onComplete(sent -> request.connection().close());
  }

  private Future<Path> fetch(String path) {
    return at(bench.url() + path);
  }

  private Future<Path> at(String uri) {
    return bench.replicate().fetch(URI.create(uri), into, call);
  }

  /** And leaves nothing behind. */
  private FailureKind fails(Consumer<HttpServerRequest> how) throws Exception {
    bench.answers(how);
    var kind = failure(fetch("/out.mp4"));
    assertThat(into).doesNotExist();
    return kind;
  }
}
