package dev.kinoloom.provider.ffmpeg;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;

/** The FFmpeg that comes with us, unpacked once for all tests. */
final class Tools {
  static final FFmpeg FFMPEG =
      new FFmpegSearch(Path.of("target", "test-tools"), Optional.empty()).find(null);

  private Tools() {}

  /** Work is done where it is asked for. */
  static <T> Future<T> here(Callable<T> work) {
    try {
      return Future.succeededFuture(work.call());
    } catch (Exception e) {
      return Future.failedFuture(e);
    }
  }

  /** The result of work that was done here; throws why it failed. */
  static <T> T done(Future<T> future) {
    if (future.succeeded()) {
      return future.result();
    }
    throw future.cause() instanceof RuntimeException known
        ? known
        : new IllegalStateException(future.cause());
  }
}
