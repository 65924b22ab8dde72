package dev.kinoloom.provider.replicate;

import dev.kinoloom.config.Secret;
import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.provider.Inline;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A server of ours that speaks as Replicate does, well and badly, and who asks it. */
final class ReplicateBench implements AutoCloseable {
  static final String TOKEN = "r8_very-secret";
  static final long MOST_BYTES = 3_000_000;

  /** What came. */
  record Asked(String line, String authorization, String type, String body) {}

  private final Vertx vertx = Vertx.vertx();
  private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
  private final HttpServer server;
  private volatile Consumer<HttpServerRequest> answer = request -> {};

  ReplicateBench() throws Exception {
    server = vertx.createHttpServer().requestHandler(this::heard);
    await(server.listen(0, "127.0.0.1"));
  }

  private void heard(HttpServerRequest request) {
    request
        .body()
        .onSuccess(
            body -> {
              asked.add(
                  new Asked(
                      request.method().name() + " " + request.uri(),
                      String.valueOf(request.getHeader("authorization")),
                      String.valueOf(request.getHeader("content-type")),
                      body.toString()));
              answer.accept(request);
            });
  }

  Vertx vertx() {
    return vertx;
  }

  String url() {
    return "http://127.0.0.1:" + server.actualPort();
  }

  /** How all that is asked from now on is answered. */
  ReplicateBench answers(Consumer<HttpServerRequest> how) {
    answer = how;
    return this;
  }

  ReplicateBench answers(int status, String body) {
    return answers(request -> request.response().setStatusCode(status).end(body));
  }

  /** The next that was asked. */
  Asked asked() throws InterruptedException {
    var next = asked.poll(10, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing was asked");
    }
    return next;
  }

  boolean isUnasked() {
    return asked.isEmpty();
  }

  /** Of an official model. */
  Replicate replicate() {
    return replicate("owner/films");
  }

  Replicate replicate(String model) {
    return new Replicate(config(url() + "/v1", model, Duration.ofSeconds(1)), vertx, new Inline());
  }

  /** That may say nothing for long. */
  Replicate patient() {
    return new Replicate(
        config(url() + "/v1", "owner/films", Duration.ofMinutes(5)), vertx, new Inline());
  }

  /** Where nobody listens. */
  Replicate nowhere() throws Exception {
    try (var socket = new ServerSocket(0)) {
      var url = "http://127.0.0.1:" + socket.getLocalPort();
      return new Replicate(config(url, "owner/films", Duration.ofSeconds(1)), vertx, new Inline());
    }
  }

  static ReplicateConfig config(String url, String model, Duration timeout) {
    return new ReplicateConfig(
        url, new Secret(TOKEN), model, timeout, MOST_BYTES, 0.5, ClipInputs.USUAL);
  }

  static <T> T await(Future<T> future) throws Exception {
    try {
      return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  static FailureKind failure(Future<?> future) throws Exception {
    try {
      await(future);
    } catch (Failed failed) {
      return failed.kind();
    }
    throw new AssertionError("it did not fail");
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
