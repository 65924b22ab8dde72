package dev.kinoloom.orchestrator;

import dev.kinoloom.domain.Decision;
import dev.kinoloom.domain.JobSnapshot;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.Refusal;
import dev.kinoloom.domain.Report;
import dev.kinoloom.pipeline.Hints;
import dev.kinoloom.pipeline.JobDecider;
import dev.kinoloom.pipeline.Settling;
import dev.kinoloom.pipeline.Snapshots;
import dev.kinoloom.store.JobStore;
import dev.kinoloom.store.TaskStore;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads jobs, has them decided, commits results and decisions together, and announces what changed.
 * A decision that was stale is made again on what is there now; after {@value #ROUNDS} rounds the
 * letter stays for whoever reads letters next.
 */
public final class Orchestrator implements Settling {
  private static final Logger log = LoggerFactory.getLogger(Orchestrator.class);
  private static final int ROUNDS = 5;

  private final JobStore jobs;
  private final TaskStore tasks;
  private final JobDecider decider;
  private final Hints hints;
  private final IntSupplier node;

  public Orchestrator(
      JobStore jobs, TaskStore tasks, JobDecider decider, Hints hints, IntSupplier node) {
    this.jobs = jobs;
    this.tasks = tasks;
    this.decider = decider;
    this.hints = hints;
    this.node = node;
  }

  @Override
  public Future<Settled> settle(List<Report> reports, Set<Long> letters) {
    var byJob = reports.stream().collect(Collectors.groupingBy(Report::job));
    var ids = new HashSet<>(letters);
    ids.addAll(byJob.keySet());
    var outcome = new Outcome(reports);
    return jobs.load(ids)
        .compose(snapshots -> commit(reports, decide(snapshots, byJob), outcome))
        .compose(stale -> again(stale, outcome, 1))
        .map(
            done -> {
              hints.changed(ids);
              return outcome.settled();
            });
  }

  private Future<Void> again(Set<Long> stale, Outcome outcome, int round) {
    if (stale.isEmpty() || round == ROUNDS) {
      return Future.succeededFuture();
    }
    return jobs.load(stale)
        .compose(snapshots -> commit(List.of(), decide(snapshots, Map.of()), outcome))
        .compose(still -> again(still, outcome, round + 1));
  }

  private List<Decision> decide(
      Collection<JobSnapshot> snapshots, Map<Long, List<Report>> reports) {
    var decisions = new ArrayList<Decision>();
    for (var snapshot : snapshots) {
      var job = Snapshots.with(snapshot, reports.getOrDefault(snapshot.job(), List.of()));
      try {
        decider.decide(job).ifPresent(decisions::add);
      } catch (RuntimeException e) {
        log.error("job cannot be decided, ends as failed job={}", job.job(), e);
        decisions.add(
            decider.giveUp(job, "This version cannot tell how the job goes on: " + e.getMessage()));
      }
    }
    return decisions;
  }

  /** Answers the jobs whose decision was stale. */
  private Future<Set<Long>> commit(
      List<Report> reports, List<Decision> decisions, Outcome outcome) {
    if (reports.isEmpty() && decisions.isEmpty()) {
      return Future.succeededFuture(Set.of());
    }
    return tasks
        .finish(node.getAsInt(), reports, decisions)
        .map(
            refusals -> {
              outcome.note(refusals);
              var refused =
                  refusals.stream()
                      .filter(r -> r.what() != Refusal.What.FENCED)
                      .map(Refusal::job)
                      .collect(Collectors.toSet());
              announce(
                  decisions.stream().filter(d -> !refused.contains(d.job())).toList(), outcome);
              return refused;
            });
  }

  private void announce(List<Decision> taken, Outcome outcome) {
    var lanes = new HashSet<Integer>();
    var stopping = new HashSet<Long>();
    for (var decision : taken) {
      decision.tasks().forEach(task -> lanes.add(task.lane()));
      if (decision.next() == JobState.STOPPING) {
        stopping.add(decision.job());
      }
      if (decision.next().isFinal() || decision.next() == JobState.HELD) {
        log.info("job leaves its lane job={} state={}", decision.job(), decision.next());
        outcome.ended = true;
      }
    }
    if (!lanes.isEmpty()) {
      hints.work(lanes);
    }
    if (!stopping.isEmpty()) {
      hints.stop(stopping);
    }
  }

  /** What is gathered over the rounds. */
  private static final class Outcome {
    private final List<Report> reports;
    private final Set<Report> fenced = new HashSet<>();
    private boolean ended;

    Outcome(List<Report> reports) {
      this.reports = reports;
    }

    void note(List<Refusal> refusals) {
      var keys = new HashMap<String, Boolean>();
      refusals.stream()
          .filter(r -> r.what() == Refusal.What.FENCED)
          .forEach(r -> keys.put(r.job() + "." + r.no(), true));
      reports.stream().filter(r -> keys.containsKey(r.job() + "." + r.no())).forEach(fenced::add);
    }

    Settled settled() {
      return new Settled(Set.copyOf(fenced), ended);
    }
  }
}
