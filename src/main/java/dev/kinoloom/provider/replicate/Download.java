package dev.kinoloom.provider.replicate;

import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.provider.ProviderException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpClientResponse;
import java.io.EOFException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The body of one answer on its way to a file: bounded, whole, and never silent for long. */
final class Download {
  /**
   * What is not read yet. {@code lost} fails when it is cut off, also while nobody reads: who
   * listens late would never hear of it.
   */
  record Body(HttpClientResponse response, Future<Void> lost) {
    static Body of(HttpClientResponse response) {
      Promise<Void> lost = Promise.promise();
      return new Body(response.exceptionHandler(lost::tryFail).pause(), lost.future());
    }
  }

  private final HttpClientResponse response;
  private final Future<Void> lost;
  private final ReplicateConfig config;
  private final Vertx vertx;
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong heard = new AtomicLong(System.nanoTime());
  private volatile boolean waitsForDisk;

  /** {@code body}: of a 200. */
  Download(Body body, ReplicateConfig config, Vertx vertx) {
    this.response = body.response();
    this.lost = body.lost();
    this.config = config;
    this.vertx = vertx;
  }

  /** Fails when that exists, and leaves nothing there when it fails otherwise. */
  Future<Path> to(Path into) {
    var wrong = wrong();
    if (wrong != null) {
      return Future.failedFuture(wrong);
    }
    var create = new OpenOptions().setRead(false).setWrite(true).setCreateNew(true);
    return vertx
        .fileSystem()
        .open(into.toString(), create)
        .recover(cause -> Future.failedFuture(noRoom(cause)))
        .compose(
            file ->
                written(file)
                    .eventually(file::close)
                    .compose(none -> onDisk(into))
                    .recover(failure -> removed(into).transform(gone -> failed(failure))))
        .map(into);
  }

  private static Future<Void> failed(Throwable failure) {
    return Future.failedFuture(failure);
  }

  private Future<Void> removed(Path file) {
    return vertx.fileSystem().delete(file.toString());
  }

  /** What can be seen without reading on; null = nothing. */
  private @Nullable ProviderException wrong() {
    var type = String.valueOf(response.getHeader("content-type")).toLowerCase(Locale.ROOT);
    if (!type.startsWith("video/") && !type.matches("(application|binary)/octet-stream.*")) {
      return Trouble.badFile("it is no video, but %s.".formatted(type.replaceAll("[^ -~]", "?")));
    }
    boolean chunked = "chunked".equalsIgnoreCase(response.getHeader("transfer-encoding"));
    if (chunked) {
      return null;
    }
    long length = length();
    if (length < 0) {
      return Trouble.badFile("nobody can tell whether it is whole.");
    }
    return length > config.mostBytes() ? tooLong() : null;
  }

  /** As the server says; -1 = it doesn't. */
  private long length() {
    var header = response.getHeader("content-length");
    return header != null && header.matches("\\d{1,18}") ? Long.parseLong(header) : -1;
  }

  private ProviderException tooLong() {
    return Trouble.badFile("it has more than %d bytes.".formatted(config.mostBytes()));
  }

  private Future<Void> written(AsyncFile file) {
    Promise<Void> whole = Promise.promise();
    long quiet = config.timeout().toMillis();
    long watch = vertx.setPeriodic(Math.min(1000, quiet), tick -> watch(whole));
    lost.onFailure(whole::tryFail);
    response.endHandler(end -> whole.tryComplete());
    response.handler(chunk -> write(chunk, file, whole));
    response.resume();
    return whole.future().onComplete(done -> vertx.cancelTimer(watch)).compose(none -> whole());
  }

  private void write(Buffer chunk, AsyncFile file, Promise<Void> whole) {
    heard.set(System.nanoTime());
    if (bytes.addAndGet(chunk.length()) > config.mostBytes()) {
      whole.tryFail(tooLong());
    }
    if (whole.future().isComplete()) {
      return; // it has failed, and the file is being closed
    }
    file.write(chunk).onFailure(cause -> whole.tryFail(noRoom(cause)));
    if (file.writeQueueFull()) {
      waitsForDisk = true;
      response.pause();
      file.drainHandler(
          drained -> {
            waitsForDisk = false;
            heard.set(System.nanoTime());
            response.resume();
          });
    }
  }

  private void watch(Promise<Void> whole) {
    if (!waitsForDisk && System.nanoTime() - heard.get() > config.timeout().toNanos()) {
      whole.tryFail(
          new ProviderException(
              Replicate.ID,
              FailureKind.TIMEOUT,
              "Replicate fell silent in the middle of the clip."));
    }
  }

  private Future<Void> whole() {
    long said = length();
    return bytes.get() == 0 || (said >= 0 && said != bytes.get())
        ? Future.failedFuture(Trouble.badFile("%d bytes of it came.".formatted(bytes.get())))
        : Future.succeededFuture();
  }

  /** The last pieces may have found no room after all of them had come. */
  private Future<Void> onDisk(Path file) {
    return vertx
        .fileSystem()
        .props(file.toString())
        .compose(
            found ->
                found.size() == bytes.get()
                    ? Future.succeededFuture()
                    : failed(noRoom(new EOFException(found.size() + " bytes are there"))));
  }

  private static ProviderException noRoom(Throwable cause) {
    return new ProviderException(
        Replicate.ID,
        FailureKind.RESOURCES,
        "There is no room for a clip: make some, then ask again.",
        "A clip could not be written: " + cause,
        cause);
  }
}
