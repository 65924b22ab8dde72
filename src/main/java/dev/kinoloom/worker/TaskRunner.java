package dev.kinoloom.worker;

import dev.kinoloom.artifact.ArtifactStore;
import dev.kinoloom.domain.Claim;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.Report;
import dev.kinoloom.domain.Report.Outcome;
import dev.kinoloom.ops.LogFields;
import dev.kinoloom.ops.Meters;
import dev.kinoloom.ops.Traces;
import dev.kinoloom.pipeline.Experience;
import dev.kinoloom.pipeline.Hints;
import dev.kinoloom.pipeline.Pipeline;
import dev.kinoloom.pipeline.Recent;
import dev.kinoloom.pipeline.Results;
import dev.kinoloom.pipeline.Stage;
import dev.kinoloom.pipeline.TaskId;
import dev.kinoloom.provider.Blocking;
import dev.kinoloom.store.JobStore;
import dev.kinoloom.store.PaidCallStore;
import dev.kinoloom.store.StoreUnavailable;
import dev.kinoloom.store.TaskStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a claimed task: do its work under a watchdog, classify what became of it, clean up, report
 * until somebody took it.
 */
public final class TaskRunner {
  /** An attempt that the database left in the lurch costs nothing; so long until the next look. */
  private static final Duration STORE_REST = Duration.ofSeconds(1);

  private static final Logger log = LoggerFactory.getLogger(TaskRunner.class);

  /**
   * What a runner works with; {@code node} is the id under which this process is known now, {@code
   * experience} remembers how long tasks took, {@code disks} are those that attempts write to.
   */
  public record Tools(
      Vertx vertx,
      Pipeline pipeline,
      JobStore jobs,
      TaskStore tasks,
      Recent recent,
      Precedents precedents,
      ArtifactStore artifacts,
      Results results,
      Hints hints,
      ProviderGuard guard,
      Meters meters,
      Traces traces,
      Blocking blocking,
      IntSupplier node,
      Experience experience,
      DiskWatch disks,
      PaidCallStore paidCalls) {}

  /**
   * How long is waited for what.
   *
   * @param grace for a stage to end once it was told to
   * @param betweenReports until a report is brought again
   */
  record Patience(Duration grace, Duration betweenReports) {
    static final Patience USUAL = new Patience(Duration.ofSeconds(10), Duration.ofMillis(500));
  }

  private final Tools tools;
  private final ScratchDir scratch;
  private final RunningAttempts running;
  private final Patience patience;
  private final Reports reports;
  private final StageRun stageRun;
  private final Delivery delivery;

  public TaskRunner(Tools tools, ScratchDir scratch, RunningAttempts running) {
    this(tools, scratch, running, Patience.USUAL, () -> ThreadLocalRandom.current().nextDouble());
  }

  /** {@code chance} gives numbers in [0, 1), for jitter. */
  TaskRunner(
      Tools tools,
      ScratchDir scratch,
      RunningAttempts running,
      Patience patience,
      DoubleSupplier chance) {
    this.tools = tools;
    this.scratch = scratch;
    this.running = running;
    this.patience = patience;
    this.reports = new Reports(chance);
    this.stageRun = new StageRun(tools, reports, patience.grace());
    this.delivery = new Delivery(tools.vertx(), tools.results(), patience.betweenReports());
    for (var stage : tools.pipeline().stages()) {
      int lane = stage.spec().lane();
      tools.meters().running(stage.spec().name(), running, all -> all.inLane(lane));
    }
  }

  /** Succeeds when the attempt is over and nothing of it is left, whatever became of it. */
  public Future<Void> run(Claim claim) {
    return LogFields.scope(
        tools.vertx(),
        () -> {
          var task = tools.pipeline().task(claim.no());
          LogFields.put(
              Map.of(LogFields.JOB, Long.toString(claim.job()), LogFields.TASK, task.toString()));
          return run(claim, task, tools.pipeline().stage(task.stage()));
        });
  }

  private Future<Void> run(Claim claim, TaskId task, Stage stage) {
    var timeout = stage.spec().timeout();
    var attempt = new Attempt(claim, scratch.of(claim), timeout);
    running.add(attempt);
    CountedBlocking.countFor(attempt.spending());
    long began = System.nanoTime();
    long watchdog =
        tools.vertx().setTimer(timeout.toMillis(), timer -> attempt.end(Attempt.End.TIMED_OUT));
    return bounded(attempt, () -> stageRun.run(attempt, stage, task))
        .map(Optional::of)
        .recover(cause -> wreck(attempt, stage, task, cause))
        .onSuccess(report -> measure(stage, attempt, report, began))
        .compose(report -> removeScratch(attempt).map(report))
        .compose(
            report ->
                report.isEmpty()
                    ? Future.<Void>succeededFuture()
                    : delivery.bring(attempt, report.get()))
        .onComplete(
            done -> {
              tools.vertx().cancelTimer(watchdog);
              attempt.over();
              running.remove(attempt);
            });
  }

  private void measure(Stage stage, Attempt attempt, Optional<Report> report, long began) {
    var spent = attempt.spending();
    tools
        .meters()
        .attempt(
            stage.spec().name(),
            report.map(Report::outcome).orElse(null),
            attempt.claim().attempt(),
            Duration.ofNanos(System.nanoTime() - began),
            spent.total());
    var outcome = report.map(Report::outcome);
    attempt.over(
        outcome.map(one -> one.name().toLowerCase(Locale.ROOT)).orElse("fenced"),
        outcome.filter(one -> one == Outcome.RETRY || one == Outcome.FAILED).isEmpty()
            && outcome.isPresent());
    spent.costs().forEach(tools.meters()::providerCost);
    spent.unpriced().forEach(tools.meters()::providerUnpriced);
  }

  /**
   * Answers when the work does; once the attempt was ended, at the latest when its grace is over.
   * What ends later still is cleaned up after.
   */
  private <T> Future<T> bounded(Attempt attempt, Supplier<Future<T>> work) {
    Promise<T> answer = Promise.promise();
    attempt.onStop(
        () ->
            tools
                .vertx()
                .setTimer(
                    patience.grace().toMillis(),
                    timer -> answer.tryFail(new IllegalStateException("went on after its end"))));
    Future.succeededFuture()
        .compose(none -> work.get())
        .onComplete(
            done -> {
              boolean inTime =
                  done.succeeded()
                      ? answer.tryComplete(done.result())
                      : answer.tryFail(done.cause());
              if (!inTime) {
                log.error("a stage ended long after it was told to");
                removeScratch(attempt);
              }
            });
    return answer.future();
  }

  /**
   * What lacked room is not to blame if the disk is still full when all that it wrote is gone: it
   * is handed back, and no attempt counted. What filled the disk itself failed.
   */
  private Future<Optional<Report>> wreck(
      Attempt attempt, Stage stage, TaskId task, Throwable cause) {
    boolean lacked =
        attempt.end() == null
            && Reports.failure(cause, null, stage.spec().timeout()).kind() == FailureKind.RESOURCES;
    Future<Boolean> innocent =
        lacked
            ? removeScratch(attempt).compose(none -> tools.disks().look()).map(room -> !room)
            : Future.succeededFuture(false);
    return innocent.map(
        yes -> {
          if (yes && attempt.end() == null) {
            log.warn(
                "task ran into a full disk, next=hand it back uncounted epoch={}",
                attempt.claim().epoch(),
                cause);
            return Optional.of(reports.handedBack(attempt.claim()));
          }
          return afterFailure(attempt, stage, task, cause);
        });
  }

  /** Empty = nothing is said: the lease is lost. */
  private Optional<Report> afterFailure(
      Attempt attempt, Stage stage, TaskId task, Throwable cause) {
    var claim = attempt.claim();
    var end = attempt.end();
    if (end == Attempt.End.FENCED) {
      return Optional.empty();
    }
    if (end == Attempt.End.STOPPED) {
      return Optional.of(reports.stopped(claim));
    }
    if (end == Attempt.End.DRAINED) {
      return Optional.of(reports.handedBack(claim));
    }
    if (cause instanceof LeftAlone rest) {
      log.info(
          "task waits for provider={} seconds={}", rest.provider(), rest.lookAgain().toSeconds());
      return Optional.of(
          reports.later(
              claim, rest.lookAgain(), rest.provider(), attempt.looked(), attempt.used()));
    }
    if (cause instanceof StoreUnavailable && end == null) {
      log.info("task waits for the database epoch={} cause={}", claim.epoch(), cause.getMessage());
      return Optional.of(
          reports.later(claim, STORE_REST, "database", attempt.looked(), attempt.used()));
    }
    var failure = Reports.failure(cause, end, stage.spec().timeout());
    log.warn(
        "task failed epoch={} attempt={} kind={} message={}",
        claim.epoch(),
        claim.attempt(),
        failure.kind(),
        failure.forOperators(),
        cause);
    return Optional.of(
        reports.setback(
            claim,
            task,
            stage.spec().retries(),
            failure,
            tools.guard().rest(cause),
            attempt.used()));
  }

  private Future<Void> removeScratch(Attempt attempt) {
    if (!attempt.hasScratch()) {
      return Future.succeededFuture();
    }
    return tools
        .blocking()
        .<Void>run(
            () -> {
              attempt.removeScratch();
              return null;
            })
        .recover(
            e -> {
              log.warn("scratch directory stays directory={}", attempt.scratchName(), e);
              return Future.succeededFuture();
            });
  }
}
