package dev.kinoloom.provider.openai;

import dev.kinoloom.codec.Json;
import dev.kinoloom.config.Secret;
import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.provider.ProviderException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** What a speech server answered: sound, or a failure of a kind. */
final class SpeechReply {
  /** Ten minutes of the usual 24 kHz. */
  static final int BYTES_MAX = 32 * 1024 * 1024;

  private static final int ERROR_BYTES_MAX = 16 * 1024;

  private final HttpClientResponse response;
  private final Secret key;

  private final Vertx vertx;
  private final Duration quiet;

  /** {@code quiet}: how long it may say nothing between two pieces of the answer. */
  SpeechReply(HttpClientResponse response, Secret key, Vertx vertx, Duration quiet) {
    this.response = response;
    this.key = key;
    this.vertx = vertx;
    this.quiet = quiet;
  }

  /** The sound; fails with the kind that the status says. */
  Future<Buffer> sound() {
    if (response.statusCode() != 200) {
      return body(ERROR_BYTES_MAX)
          .otherwise(Buffer.buffer())
          .compose(error -> Future.failedFuture(refused(error.toString())));
    }
    String type = String.valueOf(response.getHeader("content-type")).toLowerCase(Locale.ROOT);
    if (type.startsWith("text/") || type.contains("json") || type.contains("xml")) {
      response.request().reset().onComplete(done -> {});
      return Future.failedFuture(
          failed(
              FailureKind.BAD_OUTPUT,
              "answered with something that is no sound",
              "answered with %s instead of sound".formatted(type)));
    }
    return body(BYTES_MAX);
  }

  /** All of it, unless it is more than {@code most} bytes. */
  private Future<Buffer> body(int most) {
    Promise<Buffer> whole = Promise.promise();
    var body = Buffer.buffer();
    var heard = new AtomicLong(System.nanoTime());
    long watch = vertx.setPeriodic(Math.min(1000, quiet.toMillis()), tick -> watch(heard, whole));
    whole.future().onComplete(done -> vertx.cancelTimer(watch));
    response.exceptionHandler(whole::tryFail);
    response.endHandler(end -> whole.tryComplete(body));
    response.handler(
        chunk -> {
          heard.set(System.nanoTime());
          if (body.length() + chunk.length() > most) {
            whole.tryFail(
                failed(FailureKind.BAD_OUTPUT, "answered with more than %d bytes".formatted(most)));
            response.request().reset().onComplete(done -> {});
          } else {
            body.appendBuffer(chunk);
          }
        });
    return whole.future();
  }

  private void watch(AtomicLong heard, Promise<Buffer> whole) {
    if (System.nanoTime() - heard.get() > quiet.toNanos()) {
      whole.tryFail(failed(FailureKind.TIMEOUT, "fell silent in the middle of its answer"));
      response.request().reset().onComplete(done -> {});
    }
  }

  private ProviderException refused(String error) {
    int status = response.statusCode();
    var told = read(error);
    String reason = told.message().isEmpty() ? "" : ": " + told.message();
    if (status == 429 && told.code().equals("insufficient_quota")) {
      return failed(
          FailureKind.CREDENTIALS,
          "cannot be used now",
          "has no credit left: add some, or use another voice");
    }
    return failed(
        kind(status), "answered %d".formatted(status), "answered %d%s".formatted(status, reason));
  }

  /** The class of a status; OpenAI's own list, and what proxies before it say. */
  static FailureKind kind(int status) {
    return switch (status) {
      case 401, 402, 403 -> FailureKind.CREDENTIALS;
      case 404, 405, 410, 415, 501 -> FailureKind.UNSUPPORTED;
      case 408, 504 -> FailureKind.TIMEOUT;
      case 409, 425 -> FailureKind.UNAVAILABLE;
      case 429 -> FailureKind.RATE_LIMITED;
      default -> {
        if (status >= 500) {
          yield FailureKind.UNAVAILABLE;
        }
        // a redirect is a wrong address in the configuration: a key is never sent elsewhere
        yield status >= 400 ? FailureKind.VALIDATION : FailureKind.UNSUPPORTED;
      }
    };
  }

  private record Told(String code, String message) {}

  /** OpenAI's error object, as far as it is one; the message fit to be shown. */
  private Told read(String body) {
    try {
      String message = Json.textAt(body, "error", "message").replaceAll("\\p{Cntrl}", " ");
      String safe = key.isEmpty() ? message : message.replace(key.reveal(), "***");
      return new Told(
          Json.textAt(body, "error", "code"), safe.substring(0, Math.min(200, safe.length())));
    } catch (Json.Unreadable e) {
      return new Told("", "");
    }
  }

  /** The request never left. */
  static ProviderException notSent(Throwable failure) {
    boolean nobody = failure instanceof ConnectException || failure instanceof UnknownHostException;
    return new ProviderException(
        SpeechApi.ID,
        FailureKind.UNAVAILABLE,
        nobody
            ? "the speech server cannot be reached: is it running, is its address right?"
            : "the speech server could not be connected to",
        failure);
  }

  /** The request left; who knows what became of it. */
  static Throwable broken(Throwable failure) {
    if (failure instanceof Failed) {
      return failure;
    }
    boolean late = failure instanceof TimeoutException;
    return new ProviderException(
        SpeechApi.ID,
        late ? FailureKind.TIMEOUT : FailureKind.CONNECTION,
        late ? "the speech server fell silent" : "the connection to the speech server broke",
        failure);
  }

  /** What the server says is for who runs the service. */
  private static ProviderException failed(FailureKind kind, String what, String detail) {
    return new ProviderException(
        SpeechApi.ID, kind, "the speech server " + what, "the speech server " + detail, null);
  }

  private static ProviderException failed(FailureKind kind, String what) {
    return new ProviderException(SpeechApi.ID, kind, "the speech server " + what);
  }
}
