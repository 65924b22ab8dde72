package dev.kinoloom.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.UUID;

/**
 * Turns away what is no well-formed request before any route sees it, with a problem, and closes
 * the connection: nothing that follows on it can be trusted.
 */
public final class Doorstep implements Handler<HttpServerRequest> {
  private final Handler<HttpServerRequest> inside;

  private Doorstep(Handler<HttpServerRequest> inside) {
    this.inside = inside;
  }

  /** Stands before {@code inside} on {@code server}, which was made with {@code options}. */
  public static HttpServer before(
      Handler<HttpServerRequest> inside, HttpServer server, HttpServerOptions options) {
    return server
        .connectionHandler(connection -> listenStrictly(connection, options))
        .invalidRequestHandler(Doorstep::refuseUnreadable)
        .requestHandler(new Doorstep(inside));
  }

  private static void listenStrictly(HttpConnection connection, HttpServerOptions options) {
    if (connection instanceof ConnectionBase base) {
      var pipeline = base.channel().pipeline();
      if (pipeline.get(StrictDecoder.NAME) != null) {
        pipeline.replace(StrictDecoder.NAME, StrictDecoder.NAME, new StrictDecoder(options));
      }
    }
  }

  @Override
  public void handle(HttpServerRequest request) {
    if (!isWellFormed(request.path())) {
      refuse(request, Problem.malformed("the path is not well-formed"));
    } else if (namesNoHost(request)) {
      refuse(request, Problem.malformed("the Host header is missing"));
    } else {
      inside.handle(request);
    }
  }

  private static boolean namesNoHost(HttpServerRequest request) {
    return request.version() == HttpVersion.HTTP_1_1
        && !request.headers().contains(HttpHeaders.HOST);
  }

  private static void refuseUnreadable(HttpServerRequest request) {
    var cause = request.decoderResult().cause();
    if (cause instanceof TooLongHttpLineException) {
      refuse(request, Problem.of(414, "too-big", "The request is too big", "its path is too long"));
    } else if (cause instanceof TooLongHttpHeaderException) {
      refuse(
          request,
          Problem.of(431, "too-big", "The request is too big", "its headers are too long"));
    } else {
      refuse(
          request,
          Problem.malformed(
              "its first line or its headers are not well-formed, or do not tell clearly where it ends"));
    }
  }

  private static void refuse(HttpServerRequest request, Problem problem) {
    var id = Correlation.idOf(request, () -> UUID.randomUUID().toString());
    var path = request.path() == null ? "/" : request.path();
    var body = problem.toJson(path, id).toBuffer();
    var response = request.response();
    SecurityHeaders.put(response);
    response
        .setStatusCode(problem.status())
        .putHeader(Correlation.HEADER, id)
        .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
        .putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(body.length()))
        .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
        .end(body);
    request.connection().close();
  }

  /** Every percent sign begins two hex digits. */
  private static boolean isWellFormed(String path) {
    if (path == null || !path.startsWith("/")) {
      return false;
    }
    for (int i = path.indexOf('%'); i >= 0; i = path.indexOf('%', i + 1)) {
      if (i + 2 >= path.length() || !isHex(path.charAt(i + 1)) || !isHex(path.charAt(i + 2))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isHex(char c) {
    return Character.digit(c, 16) >= 0 && c < 128;
  }
}
