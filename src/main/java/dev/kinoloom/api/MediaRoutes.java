package dev.kinoloom.api;

import dev.kinoloom.artifact.ArtifactStore;
import dev.kinoloom.domain.ArtifactRef;
import dev.kinoloom.domain.Invalid;
import dev.kinoloom.http.Caller;
import dev.kinoloom.http.Contract;
import dev.kinoloom.http.Problem;
import dev.kinoloom.http.Rejection;
import dev.kinoloom.http.Routes;
import dev.kinoloom.provider.Blocking;
import io.vertx.core.Future;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Own pictures, clips and music: stored first, named in a request for a video later. */
public final class MediaRoutes implements Routes {
  /**
   * What is taken.
   *
   * @param maxBytes of one file
   * @param atOnce uploads under way at the same time
   */
  public record Limits(long maxBytes, int atOnce) {
    public static final Limits DEFAULT = new Limits(200L << 20, 8);
  }

  private final Contract contract;
  private final ArtifactStore artifacts;
  private final Blocking blocking;
  private final Path scratch;
  private final Limits limits;
  private final AtomicInteger now = new AtomicInteger();

  /** {@code scratch}: an existing directory on the disk of the artifacts. */
  public MediaRoutes(
      Contract contract, ArtifactStore artifacts, Blocking blocking, Path scratch, Limits limits) {
    this.contract = contract;
    this.artifacts = artifacts;
    this.blocking = blocking;
    this.scratch = scratch;
    this.limits = limits;
  }

  @Override
  public void mount(Router router) {
    contract.mount(router, "uploadMedia", this::upload);
  }

  private void upload(RoutingContext ctx) {
    if (announced(ctx.request()) > limits.maxBytes()) {
      throw Upload.tooBig(limits.maxBytes());
    }
    if (now.incrementAndGet() > limits.atOnce()) {
      now.decrementAndGet();
      throw busy();
    }
    var upload = new Upload(ctx, limits.maxBytes());
    temporary()
        .compose(
            file ->
                receive(ctx, upload, file)
                    .compose(bytes -> keep(Caller.of(ctx).key(), file))
                    .eventually(() -> blocking.run(() -> Files.deleteIfExists(file))))
        .onComplete(any -> now.decrementAndGet())
        .onComplete(ref -> answer(ctx, ref), ctx::fail);
  }

  private Future<Path> temporary() {
    return blocking.run(() -> Files.createTempFile(scratch, "upload-", ".tmp"));
  }

  private Future<Long> receive(RoutingContext ctx, Upload upload, Path file) {
    expected(ctx);
    return ctx.vertx()
        .fileSystem()
        .open(file.toString(), new OpenOptions().setRead(false))
        .compose(upload::into);
  }

  private Future<ArtifactRef> keep(int key, Path file) {
    return blocking
        .run(() -> KnownMedia.read(file))
        .compose(
            type ->
                type.isEmpty()
                    ? Future.failedFuture(
                        new Invalid(
                            "body", "is none of the kinds that are taken: " + KnownMedia.NAMES))
                    : artifacts.keep(key, file, type.get()));
  }

  private static void answer(RoutingContext ctx, ArtifactRef ref) {
    ctx.response()
        .setStatusCode(201)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .end(
            new JsonObject()
                .put("sha256", ref.sha256())
                .put("bytes", ref.bytes())
                .put("mediaType", ref.mediaType())
                .toBuffer());
  }

  /** A client that asks first is told to go on. */
  private static void expected(RoutingContext ctx) {
    if ("100-continue".equalsIgnoreCase(ctx.request().getHeader(HttpHeaders.EXPECT))) {
      ctx.response().writeContinue();
    }
  }

  private static long announced(HttpServerRequest request) {
    var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length != null && length.matches("\\d{1,18}") ? Long.parseLong(length) : 0;
  }

  private static Rejection busy() {
    return Problem.of(
            503,
            "unavailable",
            "The service cannot answer now",
            "as many files are being sent as can be taken at once")
        .rejection()
        .retryAfter(Duration.ofSeconds(5));
  }
}
