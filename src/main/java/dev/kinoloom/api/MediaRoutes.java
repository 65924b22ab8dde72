package dev.kinoloom.api;

import dev.kinoloom.domain.ArtifactRef;
import dev.kinoloom.http.Caller;
import dev.kinoloom.http.Contract;
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

/** Own pictures, clips and music: stored first, named in a request for a video later. */
public final class MediaRoutes implements Routes {
  /**
   * What is taken.
   *
   * @param maxBytes of one file
   * @param atOnce uploads under way at the same time
   * @param ofOneKey at most, of those
   * @param patience with who sends slowly
   */
  public record Limits(long maxBytes, int atOnce, int ofOneKey, Patience patience) {
    public static final Limits DEFAULT =
        new Limits(200L << 20, 8, 2, new Patience(Duration.ofSeconds(30), 64 << 10));
  }

  /**
   * How slow an upload may be: a place that is held for nothing is missed by others.
   *
   * @param first how long nobody looks
   * @param bytesPerSecond on an average since the beginning, from then on
   */
  public record Patience(Duration first, long bytesPerSecond) {}

  private final Contract contract;
  private final Admission admission;
  private final Allowance allowance;
  private final Blocking blocking;
  private final Path scratch;
  private final Limits limits;
  private final UploadPlaces places;

  /** {@code scratch}: an existing directory on the disk of the artifacts. */
  public MediaRoutes(
      Contract contract,
      Admission admission,
      Allowance allowance,
      Blocking blocking,
      Path scratch,
      Limits limits) {
    this.allowance = allowance;
    this.contract = contract;
    this.admission = admission;
    this.blocking = blocking;
    this.scratch = scratch;
    this.limits = limits;
    this.places = new UploadPlaces(limits.atOnce(), limits.ofOneKey());
  }

  @Override
  public void mount(Router router) {
    contract.mount(router, "uploadMedia", this::upload);
  }

  private void upload(RoutingContext ctx) {
    if (announced(ctx.request()) > limits.maxBytes()) {
      throw Upload.tooBig(limits.maxBytes());
    }
    int key = Caller.of(ctx).key();
    places.take(key);
    var upload = new Upload(ctx, limits.maxBytes(), limits.patience());
    allowance
        .require(key, announced(ctx.request()))
        .compose(room -> temporary())
        .compose(
            file ->
                receive(ctx, upload, file)
                    .compose(bytes -> admission.keep(key, file, "body"))
                    .eventually(() -> blocking.run(() -> Files.deleteIfExists(file))))
        .onComplete(any -> places.leave(key))
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
}
