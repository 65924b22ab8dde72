package dev.kinoloom.worker;

import dev.kinoloom.codec.Json;
import dev.kinoloom.codec.Payloads;
import dev.kinoloom.codec.TaskResults;
import dev.kinoloom.domain.Claim;
import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.JobSnapshot;
import dev.kinoloom.domain.Report;
import dev.kinoloom.ops.LogFields;
import dev.kinoloom.pipeline.InDoubt;
import dev.kinoloom.pipeline.JobView;
import dev.kinoloom.pipeline.JobViews;
import dev.kinoloom.pipeline.LookAgain;
import dev.kinoloom.pipeline.Stage;
import dev.kinoloom.pipeline.TaskId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one attempt does: load the job, look whether the same was done before, and run the stage if
 * it was not. The answer is what to report; a failed future is for {@link TaskRunner} to classify.
 */
final class StageRun {
  private static final Logger log = LoggerFactory.getLogger(StageRun.class);
  private static final int MOST_AT_ONCE = 64;
  private static final int MOST_CHARS = 512 * 1024;

  private final TaskRunner.Tools tools;
  private final Together<Long, JobSnapshot> jobs;
  private final Reports reports;
  private final Endings endings;

  /** {@code grace}: how long a stage may go on once it was told to stop. */
  StageRun(TaskRunner.Tools tools, Reports reports, Duration grace) {
    this.tools = tools;
    this.jobs = new Together<>(tools.vertx(), MOST_AT_ONCE, this::load);
    this.reports = reports;
    this.endings = new Endings(tools.vertx(), grace);
  }

  Future<Report> run(Attempt attempt, Stage stage, TaskId task) {
    var claim = attempt.claim();
    if (claim.stop()) {
      return look(claim)
          .compose(
              job -> {
                take(attempt, job, task);
                return endings.end(attempt, stage, work(attempt, job, task, view(job)));
              })
          .otherwise(
              e -> {
                log.warn("what it left outside is not ended epoch={}", claim.epoch(), e);
                return null;
              })
          .map(ended -> reports.stopped(claim));
    }
    return look(claim)
        .compose(
            job -> {
              take(attempt, job, task);
              kept(job, claim).map(TaskResults::used).ifPresent(attempt::usedBefore);
              log.info("task starts epoch={} attempt={}", claim.epoch(), claim.attempt());
              var ahead = tools.precedents().of(job, claim.no());
              var view = ahead.map(Precedents.Ahead::view).orElseGet(() -> view(job));
              var work = work(attempt, job, task, view);
              return doOrReuse(attempt, stage, work, ahead)
                  .recover(cause -> endings.afterStop(attempt, stage, work, cause))
                  .compose(report -> unlessStopped(report, attempt, stage, work));
            });
  }

  /** Who was told to stop meanwhile does not wait for something outside first. */
  private Future<Report> unlessStopped(Report report, Attempt attempt, Stage stage, TaskWork work) {
    return report.outcome() == Report.Outcome.LOOK_AGAIN && attempt.end() == Attempt.End.STOPPED
        ? endings.end(attempt, stage, work).map(ended -> reports.stopped(attempt.claim()))
        : Future.succeededFuture(report);
  }

  private TaskWork work(Attempt attempt, JobSnapshot job, TaskId task, JobView view) {
    var claim = attempt.claim();
    return new TaskWork(
        task,
        view,
        attempt,
        before(job, claim),
        job.key(),
        tools.artifacts(),
        tools.guard(),
        tools.blocking(),
        new TaskPaidCalls(tools.vertx(), tools.paidCalls(), tools.node(), claim),
        Payloads.text(job.payload()));
  }

  /** Under its first lease a task needs nothing that came after it was made. */
  private Future<JobSnapshot> look(Claim claim) {
    return Optional.of(claim)
        .filter(one -> one.epoch() == 1)
        .flatMap(one -> tools.recent().withTask(one.job(), one.no()))
        .map(Future::succeededFuture)
        .orElseGet(() -> jobs.get(claim.job()).map(StageRun::there));
  }

  /** From here on it is known to whom the attempt belongs. */
  private void take(Attempt attempt, JobSnapshot job, TaskId task) {
    var fields = LogFields.ofJob(job.job(), job.key(), job.payload());
    LogFields.put(fields);
    var claim = attempt.claim();
    var span =
        tools
            .traces()
            .begin(
                "attempt " + task.stage(),
                Payloads.trace(job.payload()).orElse(null),
                Map.of(
                    "kinoloom.job", Long.toString(claim.job()),
                    "kinoloom.key", Integer.toString(job.key()),
                    "kinoloom.stage", task.stage(),
                    "kinoloom.part", Integer.toString(task.part()),
                    "kinoloom.attempt", Integer.toString(claim.attempt()),
                    "kinoloom.epoch", Integer.toString(claim.epoch()),
                    "kinoloom.node", Integer.toString(tools.node().getAsInt())));
    span.enter();
    attempt.belongs(fields, span);
  }

  private Future<Map<Long, JobSnapshot>> load(Set<Long> wanted) {
    return tools
        .jobs()
        .load(wanted)
        .onSuccess(found -> found.forEach(tools.recent()::saw))
        .map(found -> found.stream().collect(Collectors.toMap(JobSnapshot::job, job -> job)));
  }

  private static JobSnapshot there(Optional<JobSnapshot> found) {
    return found.orElseThrow(() -> new Failed(FailureKind.INTERNAL, "The job is no longer there."));
  }

  /** How long the task was under way before this attempt, if it waits for something outside. */
  private static Duration before(JobSnapshot job, Claim claim) {
    return kept(job, claim).stream()
        .flatMap(result -> TaskResults.looking(result).stream())
        .findFirst()
        .map(Duration::ofMillis)
        .orElse(Duration.ZERO);
  }

  /** What the attempt before has left, if there was one. */
  private static Optional<String> kept(JobSnapshot job, Claim claim) {
    return job.tasks().stream()
        .filter(task -> task.no() == claim.no())
        .flatMap(task -> Optional.ofNullable(task.result()).stream())
        .findFirst();
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

  private Future<Report> doOrReuse(
      Attempt attempt, Stage stage, TaskWork work, Optional<Precedents.Ahead> ahead) {
    var before = work.waited();
    var piece =
        new Piece(
            work.task(),
            tools.pipeline().share(work.task(), work.job()),
            stage.plan(work.job()).size(),
            stage.likeness(work),
            before);
    var precedents = tools.precedents();
    var hash = ahead.map(Precedents.Ahead::hash).orElseGet(() -> Precedents.hash(stage, work));
    var meter =
        new ProgressMeter(
            tools.tasks(), tools.hints(), tools.node(), attempt.claim(), piece, System::nanoTime);
    attempt.looksSince(before);
    attempt.measureBy(meter);
    return ahead
        .map(precedents::found)
        .orElseGet(() -> precedents.find(work.key(), hash))
        .compose(
            known ->
                known.isPresent()
                    ? nothingOutside(attempt, stage, work)
                        .map(ended -> done(attempt, piece, meter, hash, known.get(), true))
                    : made(stage, work, meter)
                        .compose(value -> told(attempt, piece, meter, hash, value)));
  }

  /** An earlier attempt may have begun outside what another job has finished meanwhile. */
  private Future<Void> nothingOutside(Attempt attempt, Stage stage, TaskWork work) {
    return attempt.claim().epoch() == 1
        ? Future.succeededFuture()
        : endings.end(attempt, stage, work);
  }

  private Future<Report> told(
      Attempt attempt, Piece piece, ProgressMeter meter, String hash, Object value) {
    if (value instanceof LookAgain look) {
      return later(attempt, meter, look);
    }
    if (value instanceof InDoubt doubt) {
      log.warn(
          "task is parked, next=resolve its paid call epoch={} why={}",
          attempt.claim().epoch(),
          doubt.message());
      return Future.succeededFuture(reports.parked(attempt.claim(), attempt.used()));
    }
    return Future.succeededFuture(done(attempt, piece, meter, hash, encoded(value), false));
  }

  private Report done(
      Attempt attempt,
      Piece piece,
      ProgressMeter meter,
      String hash,
      String value,
      boolean reused) {
    var took = meter.elapsed();
    if (reused) {
      tools.meters().reused(piece.task().stage());
    } else {
      tools.experience().took(piece.like(), took);
    }
    var claim = attempt.claim();
    log.info("task done epoch={} millis={} reused={}", claim.epoch(), took.toMillis(), reused);
    return reports.done(
        claim,
        piece.task(),
        piece.share(),
        piece.of(),
        hash,
        value,
        took.toMillis(),
        reused,
        attempt.used());
  }

  /** What is told of it must be told under this lease, so before the report that ends it. */
  private Future<Report> later(Attempt attempt, ProgressMeter meter, LookAgain look) {
    return meter
        .look(look.fraction(), look.message())
        .map(
            told ->
                reports.looking(attempt.claim(), look.after(), meter.elapsed(), attempt.used()));
  }

  private Future<Object> made(Stage stage, TaskWork work, ProgressMeter meter) {
    long silence = tools.vertx().setTimer(ProgressMeter.SILENCE.toMillis(), timer -> meter.begin());
    return Future.succeededFuture(work)
        .compose(begun -> stage.run(begun))
        .<Object>map(value -> Objects.requireNonNull(value, "a stage hands over something"))
        .onComplete(done -> tools.vertx().cancelTimer(silence));
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
}
