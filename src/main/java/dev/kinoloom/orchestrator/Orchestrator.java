package dev.kinoloom.orchestrator;

import dev.kinoloom.codec.Payloads;
import dev.kinoloom.codec.TaskResults;
import dev.kinoloom.domain.Claim;
import dev.kinoloom.domain.Decision;
import dev.kinoloom.domain.JobSnapshot;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.JobSummary;
import dev.kinoloom.domain.Likeness;
import dev.kinoloom.domain.Refusal;
import dev.kinoloom.domain.Report;
import dev.kinoloom.domain.TraceContext;
import dev.kinoloom.ops.Meters;
import dev.kinoloom.ops.TraceSpan;
import dev.kinoloom.ops.Traces;
import dev.kinoloom.pipeline.Experience;
import dev.kinoloom.pipeline.Hints;
import dev.kinoloom.pipeline.JobDecider;
import dev.kinoloom.pipeline.Pull;
import dev.kinoloom.pipeline.Recent;
import dev.kinoloom.pipeline.Settling;
import dev.kinoloom.pipeline.Snapshots;
import dev.kinoloom.store.JobStore;
import dev.kinoloom.store.TaskStore;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads jobs, has them decided, commits results and decisions together, and announces what changed.
 * A decision that was stale is made again on what is there now; after {@value #ROUNDS} rounds the
 * letter stays for whoever reads letters next. What the store rejects is taken apart until it is
 * known whether a report or the decision was at fault; its neighbours never suffer.
 */
public final class Orchestrator implements Settling {
  private static final Logger log = LoggerFactory.getLogger(Orchestrator.class);
  private static final int ROUNDS = 5;

  private final JobStore jobs;
  private final TaskStore tasks;
  private final JobDecider decider;
  private final Hints hints;
  private final Meters meters;
  private final Traces traces;
  private final IntSupplier node;
  private final Experience experience;
  private final Pull pull;
  private final Recent recent;

  public Orchestrator(
      JobStore jobs,
      TaskStore tasks,
      JobDecider decider,
      Hints hints,
      Meters meters,
      Traces traces,
      IntSupplier node) {
    this(
        jobs,
        tasks,
        decider,
        hints,
        meters,
        traces,
        node,
        Experience.NONE,
        Pull.NONE,
        new Recent());
  }

  /**
   * {@code experience} remembers how long jobs took; {@code pull}: what new tasks are claimed for
   * in the commit that makes them; {@code recent}: is told what became of jobs.
   */
  public Orchestrator(
      JobStore jobs,
      TaskStore tasks,
      JobDecider decider,
      Hints hints,
      Meters meters,
      Traces traces,
      IntSupplier node,
      Experience experience,
      Pull pull,
      Recent recent) {
    this.experience = experience;
    this.pull = pull;
    this.recent = recent;
    this.meters = meters;
    this.traces = traces;
    this.jobs = jobs;
    this.tasks = tasks;
    this.decider = decider;
    this.hints = hints;
    this.node = node;
  }

  @Override
  public Future<Settled> settle(List<Report> reports, Set<Long> letters) {
    var ids = new HashSet<>(letters);
    reports.forEach(report -> ids.add(report.job()));
    var outcome = new Outcome();
    return look(ids, reports, letters)
        .compose(
            snapshots -> {
              outcome.meet(snapshots);
              var known = ofKnownJobs(reports, snapshots, outcome);
              return commit(snapshots, known, decide(snapshots, known, outcome), outcome);
            })
        .compose(open -> again(open, outcome, 1).recover(this::leaveToLetters))
        .map(
            done -> {
              hints.changed(ids);
              return outcome.settled();
            });
  }

  /** Only what is not known here is read; what has a letter has changed. */
  private Future<List<JobSnapshot>> look(Set<Long> ids, List<Report> reports, Set<Long> letters) {
    var known = new ArrayList<JobSnapshot>();
    byJob(reports)
        .forEach(
            (job, its) -> {
              if (!letters.contains(job)) {
                recent.before(job, its).ifPresent(known::add);
              }
            });
    var unknown = new HashSet<>(ids);
    known.forEach(job -> unknown.remove(job.job()));
    return unknown.isEmpty()
        ? Future.succeededFuture(known)
        : jobs.load(unknown)
            .map(
                read -> {
                  known.addAll(read);
                  return known;
                });
  }

  private static Map<Long, List<Report>> byJob(List<Report> reports) {
    return reports.stream().collect(Collectors.groupingBy(Report::job));
  }

  /** A report of a job that is no longer there concerns nobody; it must not fail the others. */
  private static List<Report> ofKnownJobs(
      List<Report> reports, List<JobSnapshot> snapshots, Outcome outcome) {
    var known = snapshots.stream().map(JobSnapshot::job).collect(Collectors.toSet());
    var kept = new ArrayList<Report>();
    for (var report : reports) {
      if (known.contains(report.job())) {
        kept.add(report);
      } else {
        outcome.fence(report);
      }
    }
    return kept;
  }

  /** Decides once more about {@code open} jobs, on what is recorded by now. */
  private Future<Void> again(Set<Long> open, Outcome outcome, int round) {
    if (open.isEmpty() || round == ROUNDS) {
      return Future.succeededFuture();
    }
    return jobs.load(open)
        .compose(
            snapshots ->
                commit(snapshots, List.of(), decide(snapshots, List.of(), outcome), outcome))
        .compose(still -> again(still, outcome, round + 1));
  }

  /** The results are recorded; only a decision is missing, and its letter lies in the store. */
  private Future<Void> leaveToLetters(Throwable cause) {
    log.warn("decisions are left to the next look cause={}", String.valueOf(cause.getMessage()));
    return Future.succeededFuture();
  }

  private List<Decision> decide(
      List<JobSnapshot> snapshots, List<Report> reports, Outcome outcome) {
    var byJob = byJob(reports);
    var decisions = new ArrayList<Decision>();
    for (var snapshot : snapshots) {
      var job = Snapshots.with(snapshot, byJob.getOrDefault(snapshot.job(), List.of()));
      decide(job, outcome).ifPresent(decisions::add);
    }
    return decisions;
  }

  private Optional<Decision> decide(JobSnapshot job, Outcome outcome) {
    Payloads.trace(job.payload()).ifPresent(trace -> outcome.trace(job.job(), begin(job, trace)));
    var decision = made(job, outcome);
    if (decision.isEmpty()) {
      outcome.untraced(job.job());
    }
    if (decision.filter(d -> d.next() == JobState.COMPLETED).isPresent() && hasReused(job)) {
      outcome.shorten(job.job());
    }
    return decision;
  }

  private static boolean hasReused(JobSnapshot job) {
    return job.tasks().stream()
        .map(JobSnapshot.Task::result)
        .filter(Objects::nonNull)
        .anyMatch(TaskResults::isReused);
  }

  private TraceSpan begin(JobSnapshot job, TraceContext trace) {
    return traces.begin(
        "decide",
        trace,
        Map.of(
            "kinoloom.job", Long.toString(job.job()),
            "kinoloom.key", Integer.toString(job.key()),
            "kinoloom.rev", Integer.toString(job.rev()),
            "kinoloom.node", Integer.toString(node.getAsInt())));
  }

  private Optional<Decision> made(JobSnapshot job, Outcome outcome) {
    try {
      return outcome.isGivenUp(job.job())
          ? decider.giveUp(job, "The store did not take what was decided; the log has the details.")
          : decider.decide(job);
    } catch (RuntimeException e) {
      outcome.say(job.job(), () -> log.error("job cannot be decided, ends as failed", e));
      return decider.giveUp(job, "This version cannot tell how the job goes on: " + e.getMessage());
    }
  }

  /** Answers the jobs that must be decided again. */
  private Future<Set<Long>> commit(
      List<JobSnapshot> seen, List<Report> reports, List<Decision> decisions, Outcome outcome) {
    if (reports.isEmpty() && decisions.isEmpty()) {
      return Future.succeededFuture(Set.of());
    }
    var outlook = Outlook.of(seen, byJob(reports), decisions);
    var room = pull.offer(lanes(decisions));
    var made =
        tasks
            .step(node.getAsInt(), reports, decisions, room)
            .onComplete(done -> outlook.keep(recent, refused(done)))
            .onComplete(
                done -> pull.take(room, done.succeeded() ? done.result().claims() : List.of()));
    outlook.tell(pull, room);
    return made.compose(
        step -> {
          var refusals = step.refusals();
          Outcome.named(reports, refusals, Refusal.What.FENCED).forEach(outcome::fence);
          count(refusals);
          var open = open(refusals);
          decisions.forEach(decision -> trace(decision, open, outcome));
          announce(
              decisions.stream().filter(d -> !open.contains(d.job())).toList(),
              emptied(room, step.claims()),
              outcome);
          var suspects = Outcome.named(reports, refusals, Refusal.What.REJECTED);
          suspects.forEach(report -> open.add(report.job()));
          return suspects.isEmpty()
              ? Future.succeededFuture(withoutHopeless(open, refusals, outcome))
              : bringEachAlone(suspects, outcome).map(open);
        });
  }

  /** Of a commit that may or may not have been made nothing is known. */
  private static Predicate<Long> refused(AsyncResult<TaskStore.Step> step) {
    if (step.failed()) {
      return any -> true;
    }
    var refused = step.result().refusals().stream().map(Refusal::job).collect(Collectors.toSet());
    return refused::contains;
  }

  private static Set<Integer> lanes(List<Decision> decisions) {
    return decisions.stream()
        .flatMap(decision -> decision.tasks().stream())
        .map(Decision.NewTask::lane)
        .collect(Collectors.toSet());
  }

  /**
   * Lanes of which everything was claimed here: nobody else need look there. A node that drains
   * claims nothing, whatever there is.
   */
  private static Set<Integer> emptied(Map<Integer, Integer> room, List<Claim> claims) {
    var claimed = new HashMap<Integer, Integer>();
    claims.forEach(claim -> claimed.merge(claim.lane(), 1, Integer::sum));
    claimed.entrySet().removeIf(lane -> lane.getValue() >= room.getOrDefault(lane.getKey(), 0));
    return claimed.keySet();
  }

  private static void trace(Decision decision, Set<Long> open, Outcome outcome) {
    boolean taken = !open.contains(decision.job());
    var word = decision.next().name().toLowerCase(Locale.ROOT);
    outcome.traced(decision.job(), taken ? word : "not taken", true);
  }

  private void count(List<Refusal> refusals) {
    refusals.forEach(refusal -> meters.refused(refusal.what()));
  }

  private static Set<Long> open(List<Refusal> refusals) {
    return refusals.stream()
        .filter(refusal -> refusal.no() == 0)
        .map(Refusal::job)
        .collect(Collectors.toCollection(HashSet::new));
  }

  /** A decision that is rejected without any report is itself at fault: give the job up, once. */
  private static Set<Long> withoutHopeless(
      Set<Long> open, List<Refusal> refusals, Outcome outcome) {
    for (var refusal : refusals) {
      if (refusal.what() == Refusal.What.REJECTED) {
        if (outcome.isGivenUp(refusal.job())) {
          outcome.say(refusal.job(), () -> log.error("job can be neither decided nor given up"));
          open.remove(refusal.job());
        }
        outcome.giveUp(refusal.job());
      }
    }
    return open;
  }

  private Future<Void> bringEachAlone(List<Report> suspects, Outcome outcome) {
    Future<Void> all = Future.succeededFuture();
    for (var report : suspects) {
      all = all.compose(none -> bringAlone(report, outcome));
    }
    return all;
  }

  private Future<Void> bringAlone(Report report, Outcome outcome) {
    return tasks
        .finish(node.getAsInt(), List.of(report), List.of())
        .map(
            refusals -> {
              for (var refusal : refusals) {
                if (refusal.what() == Refusal.What.FENCED) {
                  outcome.fence(report);
                } else {
                  outcome.say(
                      report.job(), () -> log.error("report is rejected no={}", report.no()));
                  outcome.reject(report);
                }
              }
              return null;
            });
  }

  /**
   * How long they took, by the database's clock: one look for all; what is not answered is lost.
   */
  private void measure(Set<Long> ended, Outcome outcome) {
    jobs.findAll(ended)
        .onSuccess(found -> found.forEach(job -> measure(job, outcome.isShortened(job.job()))))
        .onFailure(e -> log.debug("jobs not measured cause={}", e.getMessage()));
  }

  private void measure(JobSummary job, boolean shortened) {
    var started = job.startedAt();
    var end = job.endedAt();
    if (started != null && end != null) {
      var took = Duration.between(started, end);
      meters.jobEnded(job.state(), Duration.between(job.createdAt(), started), took);
      if (job.state() == JobState.COMPLETED && !shortened) {
        Payloads.brief(job.payload()).ifPresent(b -> experience.took(Likeness.ofJob(b), took));
      }
    }
  }

  private void announce(List<Decision> taken, Set<Integer> emptied, Outcome outcome) {
    var lanes = lanes(taken);
    lanes.removeAll(emptied);
    var stopping = new HashSet<Long>();
    var ended = new HashSet<Long>();
    for (var decision : taken) {
      if (decision.next() == JobState.STOPPING) {
        stopping.add(decision.job());
      }
      if (decision.next().isFinal() || decision.next() == JobState.HELD) {
        outcome.say(
            decision.job(), () -> log.info("job leaves its lane state={}", decision.next()));
        meters.jobLeft(decision.next());
        if (decision.next().isFinal()) {
          ended.add(decision.job());
        }
        outcome.end();
      }
    }
    if (!lanes.isEmpty()) {
      hints.work(lanes);
    }
    if (!ended.isEmpty()) {
      measure(ended, outcome);
    }
    if (!stopping.isEmpty()) {
      hints.stop(stopping);
    }
  }
}
