package dev.kinoloom.api;

import dev.kinoloom.http.Caller;
import dev.kinoloom.http.Contract;
import dev.kinoloom.http.OwnJobs;
import dev.kinoloom.http.Problem;
import dev.kinoloom.http.Routes;
import dev.kinoloom.store.JobStore;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.regex.Pattern;

/** What the files of a key take, and how their holder is rid of them. */
public final class StorageRoutes implements Routes {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private final Contract contract;
  private final OwnJobs own;
  private final Allowance allowance;
  private final FreedFiles files;

  public StorageRoutes(Contract contract, JobStore jobs, Allowance allowance, FreedFiles files) {
    this.contract = contract;
    this.own = new OwnJobs(jobs);
    this.allowance = allowance;
    this.files = files;
  }

  @Override
  public void mount(Router router) {
    contract.mount(router, "getOwnStorage", this::get);
    contract.mount(router, "deleteMedia", this::deleteMedia);
    contract.mount(router, "deleteVideoFiles", this::deleteFiles);
  }

  private void get(RoutingContext ctx) {
    allowance
        .standing(Caller.of(ctx).key())
        .map(StorageRoutes::json)
        .onComplete(json -> JsonAnswer.send(ctx, 200, json), ctx::fail);
  }

  private static JsonObject json(Allowance.Standing standing) {
    var json = new JsonObject().put("usedBytes", standing.used()).put("files", standing.files());
    return standing.limit() == null ? json : json.put("limitBytes", standing.limit());
  }

  private void deleteMedia(RoutingContext ctx) {
    var sha256 = String.valueOf(ctx.pathParam("sha256"));
    if (!SHA256.matcher(sha256).matches()) {
      throw missing();
    }
    files
        .file(Caller.of(ctx).key(), sha256)
        .onComplete(
            gone -> {
              if (gone) {
                done(ctx);
              } else {
                ctx.fail(missing());
              }
            },
            ctx::fail);
  }

  private static RuntimeException missing() {
    return Problem.notFound("the key has no file with this sha256").rejection();
  }

  private void deleteFiles(RoutingContext ctx) {
    own.find(ctx).compose(files::ofJob).onComplete(none -> done(ctx), ctx::fail);
  }

  private static void done(RoutingContext ctx) {
    ctx.response().setStatusCode(204).end();
  }
}
