package dev.kinoloom.worker;

import dev.kinoloom.artifact.ArtifactStore;
import dev.kinoloom.codec.Json;
import dev.kinoloom.domain.Claim;
import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.JobSnapshot;
import dev.kinoloom.domain.Report;
import dev.kinoloom.pipeline.Hints;
import dev.kinoloom.pipeline.JobView;
import dev.kinoloom.pipeline.JobViews;
import dev.kinoloom.pipeline.Pipeline;
import dev.kinoloom.pipeline.Results;
import dev.kinoloom.pipeline.Stage;
import dev.kinoloom.pipeline.TaskId;
import dev.kinoloom.provider.Blocking;
import dev.kinoloom.store.JobStore;
import dev.kinoloom.store.TaskStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a claimed task: look up what it needs, skip what was done before, run the stage under a
 * watchdog, clean up, report until somebody took it.
 */
public final class TaskRunner {
  private static final Logger log = LoggerFactory.getLogger(TaskRunner.class);
  private static final int MOST_CHARS = 512 * 1024;

  /** What a runner works with; {@code node} is the id under which this process is known now. */
  public record Tools(
      Vertx vertx,
      Pipeline pipeline,
      JobStore jobs,
      TaskStore tasks,
      ArtifactStore artifacts,
      Results results,
      Hints hints,
      ProviderGuard guard,
      Blocking blocking,
      IntSupplier node) {}

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
  private final Checkpoints checkpoints;
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
    this.checkpoints = new Checkpoints(tools.tasks(), tools.artifacts());
    this.delivery = new Delivery(tools.vertx(), tools.results(), patience.betweenReports());
  }

  /** Succeeds when the attempt is over and nothing of it is left, whatever became of it. */
  public Future<Void> run(Claim claim) {
    var task = tools.pipeline().task(claim.no());
    var stage = tools.pipeline().stage(task.stage());
    var timeout = stage.spec().timeout();
    var attempt = new Attempt(claim, scratch.of(claim), timeout);
    running.add(attempt);
    long watchdog =
        tools.vertx().setTimer(timeout.toMillis(), timer -> attempt.end(Attempt.End.TIMED_OUT));
    log.info(
        "task starts job={} task={} epoch={} attempt={}",
        claim.job(),
        task,
        claim.epoch(),
        claim.attempt());
    return bounded(attempt, () -> work(attempt, stage, task))
        .map(Optional::of)
        .recover(cause -> Future.succeededFuture(afterFailure(attempt, stage, task, cause)))
        .compose(report -> removeScratch(attempt).map(report))
        .compose(
            report ->
                report.isEmpty()
                    ? Future.<Void>succeededFuture()
                    : delivery.bring(attempt, report.get()))
        .onComplete(
            done -> {
              tools.vertx().cancelTimer(watchdog);
              running.remove(attempt);
            });
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
                log.error(
                    "a stage ended long after it was told to job={} no={}",
                    attempt.claim().job(),
                    attempt.claim().no());
                removeScratch(attempt);
              }
            });
    return answer.future();
  }

  private Future<Report> work(Attempt attempt, Stage stage, TaskId task) {
    var claim = attempt.claim();
    if (claim.stop()) {
      return Future.succeededFuture(reports.stopped(claim));
    }
    return tools
        .jobs()
        .load(List.of(claim.job()))
        .compose(
            found -> {
              if (found.isEmpty()) {
                throw new Failed(FailureKind.INTERNAL, "The job is no longer there.");
              }
              var job = found.get(0);
              var work =
                  new TaskWork(
                      task, view(job), attempt, job.key(), tools.artifacts(), tools.guard());
              return doOrReuse(attempt, stage, work);
            });
  }

  private JobView view(JobSnapshot job) {
    try {
      return JobViews.of(job, tools.pipeline());
    } catch (Json.Unreadable | IllegalArgumentException e) {
      throw new Failed(
          FailureKind.UNSUPPORTED,
          "This version cannot read the job, or what its tasks have made so far: " + e.getMessage(),
          e);
    }
  }

  private Future<Report> doOrReuse(Attempt attempt, Stage stage, TaskWork work) {
    double share = tools.pipeline().share(work.task(), work.job());
    int siblings = stage.plan(work.job()).size();
    var hash = hash(stage, work);
    attempt.measureBy(
        new ProgressMeter(
            tools.tasks(),
            tools.hints(),
            tools.node(),
            attempt.claim(),
            work.task(),
            share,
            siblings,
            System::nanoTime));
    long began = System.nanoTime();
    return checkpoints
        .find(work.key(), hash)
        .compose(
            before ->
                before
                    .map(value -> Future.succeededFuture(value))
                    .orElseGet(() -> runStage(attempt, stage, work))
                    .map(
                        value -> {
                          long millis = (System.nanoTime() - began) / 1_000_000;
                          log.info(
                              "task done job={} task={} epoch={} millis={} reused={}",
                              attempt.claim().job(),
                              work.task(),
                              attempt.claim().epoch(),
                              millis,
                              before.isPresent());
                          return reports.done(
                              attempt.claim(),
                              work.task(),
                              share,
                              siblings,
                              hash,
                              value,
                              millis,
                              before.isPresent());
                        }));
  }

  private static String hash(Stage stage, TaskWork work) {
    var spec = stage.spec();
    return Json.hash(
        Map.of("stage", spec.name(), "version", spec.version(), "inputs", stage.fingerprint(work)));
  }

  private Future<String> runStage(Attempt attempt, Stage stage, TaskWork work) {
    return tools
        .blocking()
        .run(() -> Files.createDirectories(attempt.scratch()))
        .compose(directory -> stage.run(work))
        .map(value -> encoded(Objects.requireNonNull(value, "a stage hands over something")));
  }

  private static String encoded(Object value) {
    var json = Json.encode(value);
    if (json.length() > MOST_CHARS) {
      throw new Failed(
          FailureKind.INTERNAL,
          "A stage hands over %d characters, at most %d are kept; large things belong in artifacts."
              .formatted(json.length(), MOST_CHARS));
    }
    return json;
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
    var failure = Reports.failure(cause, end, stage.spec().timeout());
    log.warn(
        "task failed job={} task={} epoch={} attempt={} kind={} message={}",
        claim.job(),
        task,
        claim.epoch(),
        claim.attempt(),
        failure.kind(),
        failure.message(),
        cause);
    return Optional.of(
        reports.setback(claim, task, stage.spec().retries(), failure, tools.guard().rest(cause)));
  }

  private Future<Void> removeScratch(Attempt attempt) {
    return tools
        .blocking()
        .<Void>run(
            () -> {
              ScratchDir.remove(attempt.scratch());
              return null;
            })
        .recover(
            e -> {
              log.warn(
                  "scratch directory stays job={} directory={}",
                  attempt.claim().job(),
                  attempt.scratch(),
                  e);
              return Future.succeededFuture();
            });
  }
}
