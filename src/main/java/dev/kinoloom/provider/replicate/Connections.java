package dev.kinoloom.provider.replicate;

import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.provider.ProviderException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Questions and their answers, each bounded in time and size. The token goes to the configured
 * server and nowhere else.
 */
final class Connections {
  /** Logs of a long generation are part of an answer. */
  static final int ANSWER_MOST = 4 * 1024 * 1024;

  private static final int CONNECT_MILLIS = 10_000;

  private final ReplicateConfig config;
  private final HttpClient kept;
  private final HttpClient single;

  Connections(Vertx vertx, ReplicateConfig config) {
    this(vertx, config, new HttpClientOptions());
  }

  /** {@code options}: whom to trust. */
  Connections(Vertx vertx, ReplicateConfig config, HttpClientOptions options) {
    this.config = config;
    this.kept =
        vertx.createHttpClient(
            new HttpClientOptions(options)
                .setConnectTimeout(CONNECT_MILLIS)
                .setMaxHeaderSize(32 * 1024));
    this.single =
        vertx.createHttpClient(
            new HttpClientOptions(options)
                .setConnectTimeout(CONNECT_MILLIS)
                .setMaxHeaderSize(32 * 1024)
                .setKeepAlive(false));
  }

  /** A request to what lies below the base. A failure: nothing was sent. */
  Future<HttpClientRequest> connect(HttpMethod method, String path) {
    return kept.request(withToken(to(method, config.baseUrl() + path)));
  }

  /**
   * One to create something, over a connection of its own: of one that was kept the server may have
   * taken leave just now, and nobody would know whether it had heard.
   */
  Future<HttpClientRequest> connectOnce(String path) {
    return single.request(withToken(to(HttpMethod.POST, config.baseUrl() + path)));
  }

  /** One for a file, to this very address. */
  Future<HttpClientRequest> connect(OutputAddresses.Admitted file) {
    var options = to(HttpMethod.GET, file.uri().toString());
    if (file.at() != null) {
      options.setServer(file.at());
    }
    return kept.request(isBase(file.uri()) ? withToken(options) : options);
  }

  /** Whether it is the configured server: scheme, host, and port. */
  boolean isBase(URI other) {
    return OutputAddresses.sameServer(config.base(), other);
  }

  private static RequestOptions to(HttpMethod method, String url) {
    return new RequestOptions()
        .setMethod(method)
        .setAbsoluteURI(url)
        .setConnectTimeout(CONNECT_MILLIS)
        .setFollowRedirects(false);
  }

  private RequestOptions withToken(RequestOptions options) {
    return config.token().isEmpty()
        ? options
        : options.putHeader("authorization", "Bearer " + config.token().reveal());
  }

  /** The whole answer. A failure: it was sent, or may have been. */
  Future<Answer> ask(HttpClientRequest request, @Nullable JsonObject body) {
    request.putHeader("accept", "application/json");
    Future<HttpClientResponse> response;
    if (body == null) {
      response = request.send();
    } else {
      response = request.putHeader("content-type", "application/json").send(body.toBuffer());
    }
    return response
        .compose(
            head -> whole(head).map(bytes -> new Answer(head.statusCode(), head.headers(), bytes)))
        .timeout(config.timeout().toMillis(), TimeUnit.MILLISECONDS)
        .onFailure(failure -> request.reset().onComplete(done -> {}));
  }

  private static Future<Buffer> whole(HttpClientResponse response) {
    Promise<Buffer> whole = Promise.promise();
    var bytes = Buffer.buffer();
    response.exceptionHandler(whole::tryFail);
    response.endHandler(end -> whole.tryComplete(bytes));
    response.handler(
        chunk -> {
          if (bytes.length() + chunk.length() > ANSWER_MOST) {
            whole.tryFail(
                new ProviderException(
                    Replicate.ID,
                    FailureKind.BAD_OUTPUT,
                    "Replicate answered with more than %d bytes.".formatted(ANSWER_MOST)));
          } else {
            bytes.appendBuffer(chunk);
          }
        });
    return whole.future();
  }
}
