package dev.kinoloom.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.domain.Fact;
import dev.kinoloom.domain.FactKind;
import dev.kinoloom.domain.JobSnapshot;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.TaskState;
import dev.kinoloom.pipeline.JobViews;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must hold of a world, whatever happens in it. */
final class Invariants {
  private final World world;
  private final Map<Long, JobState> ended = new HashMap<>();
  private final Set<Long> started = new HashSet<>();
  private final Map<Integer, Long> lastStarted = new HashMap<>();

  Invariants(World world) {
    this.world = world;
  }

  /** After every step. */
  void hold() {
    var runningOfKey = new HashMap<Integer, Integer>();
    for (var id : world.jobs) {
      var job = world.load(id);
      var facts = World.get(world.stores().facts().after(id, 0, 10_000));
      finalStaysFinal(job);
      startedInOrder(job, facts);
      factsHaveNoGaps(facts);
      resultsArePublishedOnce(facts);
      if (job.state() == JobState.RUNNING) {
        runningOfKey.merge(job.key(), 1, Integer::sum);
      }
      if (job.state().isFinal()) {
        assertThat(job.tasks())
            .as("ended jobs have nothing that could run")
            .allMatch(task -> task.state().isAtRest() && task.state() != TaskState.PARKED);
      }
    }
    assertThat(runningOfKey.values()).as("one job of a key at a time").allMatch(n -> n <= 1);
  }

  private void finalStaysFinal(JobSnapshot job) {
    if (job.state().isFinal()) {
      assertThat(ended.putIfAbsent(job.job(), job.state())).isIn(null, job.state());
    } else {
      assertThat(ended).doesNotContainKey(job.job());
    }
  }

  private static void factsHaveNoGaps(List<Fact> facts) {
    for (int i = 0; i < facts.size(); i++) {
      assertThat(facts.get(i).seq()).isEqualTo(i + 1);
      assertThat(facts.get(i).kind().isFinal())
          .as("nothing follows the end")
          .isIn(false, i == facts.size() - 1);
    }
  }

  private static void resultsArePublishedOnce(List<Fact> facts) {
    var published = new HashSet<String>();
    facts.stream()
        .filter(fact -> fact.kind() == FactKind.TASK_DONE)
        .forEach(fact -> assertThat(published.add(fact.data())).isTrue());
  }

  /** When the world has come to rest. */
  void holdAtRest() {
    for (var id : world.jobs) {
      var job = world.load(id);
      assertThat(job.state()).as("job %d has ended", id).matches(JobState::isFinal);
      endedRightly(job);
    }
  }

  private void endedRightly(JobSnapshot job) {
    boolean poisoned = job.tasks().stream().anyMatch(task -> task.lost() >= World.MAX_LOST);
    boolean hadReasonToFail = poisoned || world.failed.contains(job.job());
    switch (job.state()) {
      case COMPLETED -> {
        var view = JobViews.of(job, world.pipeline());
        var plan = world.pipeline().plan(view);
        assertThat(world.pipeline().isWhole(plan)).isTrue();
        assertThat(plan.keySet()).as("everything is done").allMatch(view::isDone);
        assertThat(job.tasks()).hasSameSizeAs(plan.keySet());
      }
      case FAILED -> assertThat(hadReasonToFail).as("job %d had reason", job.job()).isTrue();
      case CANCELLED -> assertThat(world.cancelled).contains(job.job());
      default -> throw new AssertionError(job.state());
    }
  }

  /** A step starts one job of a key at most; clocks may jump, so only the order of steps counts. */
  private void startedInOrder(JobSnapshot job, List<Fact> facts) {
    boolean starts = facts.stream().anyMatch(fact -> fact.kind() == FactKind.STARTED);
    if (starts && started.add(job.job())) {
      var before = lastStarted.put(job.key(), job.job());
      assertThat(before == null || before < job.job())
          .as("jobs of a key start in the order of their acceptance")
          .isTrue();
    }
  }
}
