package dev.kinoloom.api;

import dev.kinoloom.http.Problem;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.http.HttpServerRequest;

/** A body on its way into a file, never in memory, never longer than it may be. */
final class Upload {
  private final HttpServerRequest request;
  private final AsyncFile file;
  private final long maxBytes;
  private final Promise<Long> received = Promise.promise();
  private long bytes;

  private Upload(HttpServerRequest request, AsyncFile file, long maxBytes) {
    this.request = request;
    this.file = file;
    this.maxBytes = maxBytes;
  }

  /** Done, with the number of bytes, when all of it is written; {@code file} is closed then. */
  static Future<Long> receive(HttpServerRequest request, AsyncFile file, long maxBytes) {
    var upload = new Upload(request, file, maxBytes);
    upload.start();
    return upload.received.future().eventually(file::close);
  }

  private void start() {
    file.exceptionHandler(received::tryFail);
    request
        .exceptionHandler(received::tryFail)
        .handler(this::write)
        .endHandler(end -> received.tryComplete(bytes))
        .resume();
  }

  private void write(Buffer chunk) {
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

  static RuntimeException tooBig(long maxBytes) {
    return Problem.tooBig("a file may have at most %,d bytes".formatted(maxBytes)).rejection();
  }
}
