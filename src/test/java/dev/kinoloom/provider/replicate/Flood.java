package dev.kinoloom.provider.replicate;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** A body without end. */
final class Flood {
  private Flood() {}

  /** Sends until nobody listens. */
  static void pour(HttpServerRequest request, int status, String type) {
    var response = request.response().setStatusCode(status).setChunked(true);
    response.putHeader("content-type", type);
    var chunk = Buffer.buffer(new byte[512 * 1024]);
    response.drainHandler(drained -> more(request, chunk));
    response.exceptionHandler(gone -> {});
    more(request, chunk);
  }

  private static void more(HttpServerRequest request, Buffer chunk) {
    var response = request.response();
    while (!response.closed() && !response.writeQueueFull()) {
      response.write(chunk).onFailure(gone -> {});
    }
  }
}
