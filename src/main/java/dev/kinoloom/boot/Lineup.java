package dev.kinoloom.boot;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.List;

/** Verticles that run together, in the order of their start. */
final class Lineup {
  private final Vertx vertx;
  private final List<VerticleBase> verticles;

  Lineup(Vertx vertx, List<VerticleBase> verticles) {
    this.vertx = vertx;
    this.verticles = List.copyOf(verticles);
  }

  /** Starts them one after another; the first that fails leaves the rest of them alone. */
  Future<Void> start() {
    Future<Void> all = Future.succeededFuture();
    for (var one : verticles) {
      all = all.compose(none -> vertx.deployVerticle(one)).mapEmpty();
    }
    return all;
  }

  /** Ends those that run, all at once. */
  Future<Void> end() {
    return Future.join(
            verticles.stream()
                .filter(Lineup::runs)
                .map(one -> vertx.undeploy(one.deploymentID()))
                .toList())
        .mapEmpty();
  }

  /** A start that failed may have left the rest of them alone. */
  static boolean runs(VerticleBase one) {
    return one.deploymentID() != null;
  }
}
