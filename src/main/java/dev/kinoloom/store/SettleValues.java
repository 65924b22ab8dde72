package dev.kinoloom.store;

import dev.kinoloom.domain.Decision;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.Report;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The arrays of {@code engine_1.settle} and {@code settle_one}: what belongs to a job carries the
 * job's position, 1….
 */
final class SettleValues {
  private static final int NO_DECISION = -1;

  private final List<Long> jobs = new ArrayList<>();
  private final List<Integer> jobRevs = new ArrayList<>();
  private final List<Short> jobStates = new ArrayList<>();
  private final List<@Nullable Short> jobTargets = new ArrayList<>();
  private final List<Integer> jobResultFacts = new ArrayList<>();
  private final List<Integer> jobDecisionFacts = new ArrayList<>();

  private final List<Integer> resultEntries = new ArrayList<>();
  private final List<Integer> resultNos = new ArrayList<>();
  private final List<Integer> resultEpochs = new ArrayList<>();
  private final List<Short> resultOutcomes = new ArrayList<>();
  private final List<Long> resultAfters = new ArrayList<>();
  private final List<@Nullable String> resultValues = new ArrayList<>();
  private final List<Integer> resultFactNths = new ArrayList<>();
  private final List<@Nullable String> resultFacts = new ArrayList<>();

  private final List<Integer> taskEntries = new ArrayList<>();
  private final List<Integer> taskNos = new ArrayList<>();
  private final List<Short> taskLanes = new ArrayList<>();
  private final List<Integer> taskNths = new ArrayList<>();

  private final List<Integer> factEntries = new ArrayList<>();
  private final List<Integer> factNths = new ArrayList<>();
  private final List<Short> factKinds = new ArrayList<>();
  private final List<String> factData = new ArrayList<>();

  private final List<Integer> timerEntries = new ArrayList<>();
  private final List<Short> timerKinds = new ArrayList<>();
  private final List<Long> timerAfters = new ArrayList<>();

  private SettleValues() {}

  static Tuple of(int node, List<Settlement> batch) {
    var values = new SettleValues();
    batch.forEach(values::add);
    return values.tuple(node);
  }

  private void add(Settlement settlement) {
    jobs.add(settlement.job());
    int facts = 0;
    for (var report : settlement.reports()) {
      facts += report.fact() == null ? 0 : 1;
      add(report, report.fact() == null ? 0 : facts);
    }
    jobResultFacts.add(facts);
    decide(settlement.decision());
  }

  private void add(Report report, int nth) {
    resultEntries.add(jobs.size());
    resultNos.add(report.no());
    resultEpochs.add(report.epoch());
    resultOutcomes.add((short) report.outcome().code());
    resultAfters.add(report.after().toMillis());
    resultValues.add(report.result());
    resultFactNths.add(nth);
    resultFacts.add(report.fact());
  }

  private void decide(@Nullable Decision decision) {
    if (decision == null) {
      jobRevs.add(NO_DECISION);
      jobStates.add((short) JobState.RUNNING.code());
      jobTargets.add(null);
      jobDecisionFacts.add(0);
      return;
    }
    jobRevs.add(decision.rev());
    jobStates.add((short) decision.next().code());
    jobTargets.add(target(decision));
    jobDecisionFacts.add(decision.facts().size());
    decision.tasks().forEach(this::add);
    decision.facts().forEach(this::add);
    decision.timers().forEach(this::add);
  }

  /** The engine's one word for: why held, what a stopping job becomes, whether a letter is dead. */
  private static @Nullable Short target(Decision decision) {
    if (decision.hold() != null) {
      return (short) decision.hold().code();
    }
    if (decision.target() != null) {
      return (short) decision.target().code();
    }
    return decision.deadLetter() ? (short) 1 : null;
  }

  private void add(Decision.NewTask task) {
    taskEntries.add(jobs.size());
    taskNos.add(task.no());
    taskLanes.add((short) task.lane());
    taskNths.add(task.nth());
  }

  private void add(Decision.NewFact fact) {
    boolean sameJob =
        !factEntries.isEmpty() && factEntries.get(factEntries.size() - 1) == jobs.size();
    factNths.add(sameJob ? factNths.get(factNths.size() - 1) + 1 : 1);
    factEntries.add(jobs.size());
    factKinds.add((short) fact.kind().code());
    factData.add(fact.data());
  }

  private void add(Decision.Timer timer) {
    timerEntries.add(jobs.size());
    timerKinds.add((short) timer.kind());
    timerAfters.add(timer.after().toMillis());
  }

  private Tuple tuple(int node) {
    return Tuple.of(node)
        .addValue(jobs.toArray(Long[]::new))
        .addValue(ints(jobRevs))
        .addValue(shorts(jobStates))
        .addValue(shorts(jobTargets))
        .addValue(ints(jobResultFacts))
        .addValue(ints(jobDecisionFacts))
        .addValue(ints(resultEntries))
        .addValue(ints(resultNos))
        .addValue(ints(resultEpochs))
        .addValue(shorts(resultOutcomes))
        .addValue(resultAfters.toArray(Long[]::new))
        .addValue(resultValues.toArray(String[]::new))
        .addValue(ints(resultFactNths))
        .addValue(resultFacts.toArray(String[]::new))
        .addValue(ints(taskEntries))
        .addValue(ints(taskNos))
        .addValue(shorts(taskLanes))
        .addValue(ints(taskNths))
        .addValue(ints(factEntries))
        .addValue(ints(factNths))
        .addValue(shorts(factKinds))
        .addValue(factData.toArray(String[]::new))
        .addValue(ints(timerEntries))
        .addValue(shorts(timerKinds))
        .addValue(timerAfters.toArray(Long[]::new));
  }

  private static Integer[] ints(List<Integer> list) {
    return list.toArray(Integer[]::new);
  }

  private static Short[] shorts(List<? extends @Nullable Short> list) {
    return list.toArray(Short[]::new);
  }
}
