package dev.kinoloom.worker;

import dev.kinoloom.artifact.ArtifactStore;
import dev.kinoloom.codec.Json;
import dev.kinoloom.codec.TaskResults;
import dev.kinoloom.domain.Claim;
import dev.kinoloom.domain.JobSnapshot;
import dev.kinoloom.domain.Report;
import dev.kinoloom.pipeline.Hints;
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
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a claimed task: look up what it needs, skip what was done before, run the stage under a
 * watchdog, report until somebody took it, clean up.
 */
public final class TaskRunner {
  private static final Logger log = LoggerFactory.getLogger(TaskRunner.class);
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final Duration BETWEEN_REPORTS = Duration.ofMillis(500);

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

  private final Tools tools;
  private final ScratchDir scratch;
  private final RunningAttempts running;
  private final Reports reports = new Reports(() -> ThreadLocalRandom.current().nextDouble());

  public TaskRunner(Tools tools, ScratchDir scratch, RunningAttempts running) {
    this.tools = tools;
    this.scratch = scratch;
    this.running = running;
  }

  /** Succeeds when the attempt is over and nothing of it is left, whatever became of it. */
  public Future<Void> run(Claim claim) {
    var task = tools.pipeline().task(claim.no());
    var stage = tools.pipeline().stage(task.stage());
    var attempt = new Attempt(claim, scratch.of(claim), stage.spec().timeout());
    running.add(attempt);
    long watchdog =
        tools
            .vertx()
            .setTimer(
                stage.spec().timeout().toMillis(), timer -> attempt.end(Attempt.End.TIMED_OUT));
    log.info(
        "task starts job={} task={} epoch={} attempt={}",
        claim.job(),
        task,
        claim.epoch(),
        claim.attempt());
    return work(attempt, stage, task)
        .recover(cause -> Future.succeededFuture(afterFailure(attempt, stage, task, cause)))
        .compose(report -> removeScratch(attempt).map(report))
        .compose(report -> deliver(attempt, report))
        .eventually(
            () -> {
              tools.vertx().cancelTimer(watchdog);
              running.remove(attempt);
              return Future.succeededFuture();
            });
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
              var job = found.get(0);
              var view = JobViews.of(job, tools.pipeline());
              var work =
                  new TaskWork(task, view, attempt, job.key(), tools.artifacts(), tools.guard());
              return doOrReuse(attempt, stage, work, job);
            });
  }

  private Future<Report> doOrReuse(Attempt attempt, Stage stage, TaskWork work, JobSnapshot job) {
    var spec = stage.spec();
    double share = tools.pipeline().share(work.task(), work.job());
    int siblings = stage.plan(work.job()).size();
    var hash =
        Json.hash(
            Map.of(
                "stage",
                spec.name(),
                "version",
                spec.version(),
                "inputs",
                stage.fingerprint(work)));
    attempt.measureBy(
        new ProgressMeter(
            tools.tasks(), tools.hints(), tools.node(), attempt.claim(), work.task(), share));
    long began = System.nanoTime();
    return reusable(job.key(), hash)
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
                              job.job(),
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

  /**
   * The value that a task with the same hash handed over before, if all its files are still there.
   */
  private Future<Optional<String>> reusable(int key, String hash) {
    return tools
        .tasks()
        .checkpoint(key, hash)
        .compose(
            result -> {
              var value = result.flatMap(TaskResults::value);
              if (value.isEmpty()) {
                return Future.succeededFuture(Optional.<String>empty());
              }
              var files =
                  TaskResults.artifacts(value.get()).stream()
                      .map(file -> tools.artifacts().open(key, file))
                      .toList();
              return Future.all(files).map(all -> value).otherwise(Optional.empty());
            });
  }

  /**
   * Answers when the stage has, or, once the attempt was ended, at the latest when its grace is
   * over.
   */
  private Future<String> runStage(Attempt attempt, Stage stage, TaskWork work) {
    Promise<String> value = Promise.promise();
    attempt.onStop(
        () ->
            tools
                .vertx()
                .setTimer(
                    GRACE.toMillis(),
                    timer -> {
                      if (value.tryFail(
                          new IllegalStateException("the stage went on after it was ended"))) {
                        log.error(
                            "stage does not end when told job={} task={}",
                            attempt.claim().job(),
                            work.task());
                      }
                    }));
    tools
        .blocking()
        .run(() -> Files.createDirectories(attempt.scratch()))
        .compose(directory -> stage.run(work))
        .map(Json::encode)
        .onSuccess(value::tryComplete)
        .onFailure(value::tryFail);
    return value.future();
  }

  private @Nullable Report afterFailure(
      Attempt attempt, Stage stage, TaskId task, Throwable cause) {
    var claim = attempt.claim();
    var end = attempt.end();
    if (end == Attempt.End.FENCED) {
      return null;
    }
    if (end == Attempt.End.STOPPED) {
      return reports.stopped(claim);
    }
    if (end == Attempt.End.DRAINED) {
      return reports.handedBack(claim);
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
    return reports.setback(claim, task, stage.spec().retries(), failure);
  }

  private Future<Void> deliver(Attempt attempt, @Nullable Report report) {
    if (report == null || attempt.end() == Attempt.End.FENCED) {
      return Future.succeededFuture();
    }
    return tools
        .results()
        .report(report)
        .onSuccess(
            taken -> {
              if (!taken) {
                log.warn(
                    "result came under a lost lease job={} no={} epoch={}",
                    report.job(),
                    report.no(),
                    report.epoch());
              }
            })
        .<Void>mapEmpty()
        .recover(
            e -> {
              log.warn(
                  "result is brought again job={} no={} cause={}",
                  report.job(),
                  report.no(),
                  String.valueOf(e.getMessage()));
              return tools
                  .vertx()
                  .timer(BETWEEN_REPORTS.toMillis(), TimeUnit.MILLISECONDS)
                  .compose(timer -> deliver(attempt, report));
            });
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
