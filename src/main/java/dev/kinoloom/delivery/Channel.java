package dev.kinoloom.delivery;

import dev.kinoloom.ops.LogFields;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One open stream. What the client does not take at once waits here, up to {@value #WAITING}
 * events; whoever is slower is closed, and takes it up again by its last id.
 */
final class Channel {
  static final int WAITING = 256;

  private static final Logger log = LoggerFactory.getLogger(Channel.class);

  private final HttpServerResponse response;
  private final Map<String, String> logFields;
  private final Queue<String> waiting = new ArrayDeque<>();
  private @Nullable Promise<Void> flushed;
  private boolean ending;
  private boolean closed;

  /** {@code logFields}: what stands on lines about it. */
  Channel(HttpServerResponse response, Map<String, String> logFields) {
    this.logFields = logFields;
    this.response = response;
    response.drainHandler(drained -> flush());
  }

  void send(String text) {
    if (closed || ending) {
      return;
    }
    if (waiting.size() >= WAITING) {
      LogFields.about(logFields, () -> log.info("watcher.too_slow waiting={}", waiting.size()));
      close();
      return;
    }
    waiting.add(text);
    flush();
  }

  /** A word in between, left out when the client is behind anyway. */
  void keepAlive() {
    if (!closed && !ending && waiting.isEmpty() && !response.writeQueueFull()) {
      write(ServerSentEvent.KEEP_ALIVE);
    }
  }

  /** Done when all is handed over that was sent so far; fails when the client has gone. */
  Future<Void> flushed() {
    if (closed) {
      return Future.failedFuture("closed");
    }
    if (waiting.isEmpty()) {
      return Future.succeededFuture();
    }
    if (flushed == null) {
      flushed = Promise.promise();
    }
    return flushed.future();
  }

  /** Ends the stream after what was sent so far. */
  void end() {
    ending = true;
    flush();
  }

  /** Breaks it off. */
  void close() {
    if (!closed) {
      gone();
      response.reset();
    }
  }

  /** The client has gone. */
  void gone() {
    closed = true;
    waiting.clear();
    var promise = flushed;
    flushed = null;
    if (promise != null) {
      promise.tryFail("closed");
    }
  }

  boolean isClosed() {
    return closed;
  }

  private void flush() {
    while (!closed && !waiting.isEmpty() && !response.writeQueueFull()) {
      write(waiting.remove());
    }
    if (closed || !waiting.isEmpty()) {
      return;
    }
    var promise = flushed;
    flushed = null;
    if (promise != null) {
      promise.tryComplete();
    }
    if (ending) {
      closed = true;
      response.end();
    }
  }

  private void write(String text) {
    response.write(text).onFailure(broken -> gone());
  }
}
