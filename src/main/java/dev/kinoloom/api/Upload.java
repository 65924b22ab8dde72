package dev.kinoloom.api;

import dev.kinoloom.http.Problem;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/** A body on its way into a file, never in memory, never longer and never slower than it may be. */
final class Upload {
  private static final long LOOK_MILLIS = 1_000;

  private final HttpServerRequest request;
  private final long maxBytes;
  private final Promise<Long> received = Promise.promise();
  private final MediaRoutes.Patience patience;
  private final long start = System.nanoTime();
  private long bytes;

  /** Holds the body back until there is a file, and hears from now on that the client has left. */
  Upload(RoutingContext ctx, long maxBytes, MediaRoutes.Patience patience) {
    this.patience = patience;
    this.request = ctx.request().pause().exceptionHandler(received::tryFail);
    this.maxBytes = maxBytes;
    if (ctx.response().closed()) {
      received.tryFail(new HttpClosedException("the client left before its key was known"));
    }
    long look = Math.max(1, Math.min(LOOK_MILLIS, patience.first().toMillis()));
    long timer = ctx.vertx().setPeriodic(look, tick -> refuseSlow());
    received.future().onComplete(any -> ctx.vertx().cancelTimer(timer));
  }

  /** Done, with the number of bytes, when all of it is written; {@code file} is closed then. */
  Future<Long> into(AsyncFile file) {
    file.exceptionHandler(received::tryFail);
    request
        .handler(chunk -> write(chunk, file))
        .endHandler(end -> received.tryComplete(bytes))
        .resume();
    return received.future().eventually(file::close);
  }

  private void refuseSlow() {
    long nanos = System.nanoTime() - start;
    double wanted = patience.bytesPerSecond() * (nanos / 1e9);
    if (nanos >= patience.first().toNanos() && bytes < wanted) {
      received.tryFail(tooSlow(patience.bytesPerSecond()));
    }
  }

  private void write(Buffer chunk, AsyncFile file) {
    bytes += chunk.length();
    if (bytes > maxBytes) {
      received.tryFail(tooBig(maxBytes));
    }
    if (received.future().isComplete()) {
      return;
    }
    file.write(chunk).onFailure(received::tryFail);
    if (file.writeQueueFull()) {
      request.pause();
      file.drainHandler(drained -> request.resume());
    }
  }

  private static RuntimeException tooSlow(long bytesPerSecond) {
    return Problem.of(
            408,
            "too-slow",
            "The request takes too long",
            "fewer than %,d bytes a second came; send it again over a faster line"
                .formatted(bytesPerSecond))
        .rejection();
  }

  static RuntimeException tooBig(long maxBytes) {
    return Problem.tooBig("a file may have at most %,d bytes".formatted(maxBytes)).rejection();
  }
}
