package dev.kinoloom.worker;

import dev.kinoloom.domain.Report;
import dev.kinoloom.pipeline.Results;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a report until it is answered, or until the lease under which it stands is lost. One that
 * is rejected gives way to another that says so.
 */
final class Delivery {
  private static final Logger log = LoggerFactory.getLogger(Delivery.class);

  private final Vertx vertx;
  private final Results results;
  private final Duration between;

  /** {@code between}: how long to wait before the same report is brought again. */
  Delivery(Vertx vertx, Results results, Duration between) {
    this.vertx = vertx;
    this.results = results;
    this.between = between;
  }

  Future<Void> bring(Attempt attempt, Report report) {
    if (attempt.end() == Attempt.End.FENCED) {
      return Future.succeededFuture();
    }
    return Future.succeededFuture(report)
        .compose(results::report)
        .compose(
            answer -> answered(attempt, report, answer), cause -> again(attempt, report, cause));
  }

  private Future<Void> answered(Attempt attempt, Report report, Results.Answer answer) {
    return switch (answer) {
      case TAKEN -> Future.succeededFuture();
      case FENCED -> {
        say("result came under a lost lease", report);
        yield Future.succeededFuture();
      }
      case REJECTED -> {
        var instead = Reports.rejected(report);
        if (instead.equals(report)) {
          log.error("not even the rejection is taken");
          yield Future.succeededFuture();
        }
        say("result is rejected, next=report that", report);
        yield bring(attempt, instead);
      }
    };
  }

  private Future<Void> again(Attempt attempt, Report report, Throwable cause) {
    log.warn("result is brought again cause={}", String.valueOf(cause.getMessage()));
    return vertx
        .timer(between.toMillis(), TimeUnit.MILLISECONDS)
        .compose(timer -> bring(attempt, report));
  }

  private static void say(String what, Report report) {
    log.warn("{} epoch={}", what, report.epoch());
  }
}
