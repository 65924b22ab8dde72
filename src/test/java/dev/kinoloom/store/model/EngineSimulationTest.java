package dev.kinoloom.store.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.domain.Decision;
import dev.kinoloom.domain.FactKind;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.Report.Outcome;
import dev.kinoloom.domain.TaskState;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * Dying nodes, doubled and late results, stale decisions, impatient people; jqwik prints the seed.
 */
class EngineSimulationTest {
  private static final int STEPS = 400;

  /** A run that has been played, and the states in which its jobs were seen. */
  private static final class Run {
    final ModelClock clock = new ModelClock();
    final EngineModel model = new EngineModel(clock);
    final Gambler gambler;
    final Map<Long, JobState> ended = new TreeMap<>();
    final Map<Long, Integer> revs = new TreeMap<>();
    int seen;

    Run(long seed) {
      gambler = new Gambler(seed, model);
      Gambler.openKeys(model);
    }

    void play(int steps) {
      for (int i = 0; i < steps; i++) {
        var step = gambler.next();
        clock.pass(step.time());
        var answer = step.call().apply(model).apply(model);
        assertThat(answer).as("answer to %s", step).isNotNull();
        check(step);
      }
    }

    private void check(Step step) {
      assertThat(History.broken(model)).as("after %s", step).isEmpty();
      finalStaysFinal(step);
      nobodyStartsOverTheLimit(step);
    }

    private void finalStaysFinal(Step step) {
      for (var job : model.tables.jobs.values()) {
        var before = ended.get(job.id);
        assertThat(before == null || before == job.state)
            .as("job %d was %s and is %s after %s", job.id, before, job.state, step)
            .isTrue();
        if (job.state.isFinal()) {
          ended.put(job.id, job.state);
        }
        var rev = revs.put(job.id, job.rev);
        assertThat(job.rev)
            .as("rev of job %d after %s", job.id, step)
            .isGreaterThanOrEqualTo(rev == null ? 0 : rev);
      }
    }

    private void nobodyStartsOverTheLimit(Step step) {
      var started = EnumSet.of(FactKind.STARTED, FactKind.RESUMED);
      var log = model.tables.log;
      log.subList(seen, log.size()).stream()
          .filter(fact -> started.contains(fact.kind()))
          .map(fact -> model.tables.jobs.get(fact.job()))
          .forEach(
              job -> {
                assertThat(job).isNotNull();
                assertThat(job.key.running)
                    .as("running jobs of key %d after %s", job.key.id, step)
                    .isLessThanOrEqualTo(job.key.maxConcurrent);
              });
      seen = log.size();
    }

    /** From now on everybody does his duty: what can end must end. */
    void comeToRest() {
      clock.pass(Gambler.TTL.multipliedBy(2));
      int node = model.nodeUp("diligent", Gambler.TTL);
      model.takeOver(node, 3);
      model.tables.keys.keySet().forEach(this::open);
      for (int round = 0; round < 1000 && !isAtRest(); round++) {
        clock.pass(Duration.ofSeconds(4));
        model.heartbeat(node, Gambler.TTL);
        model.tables.effects.keySet().forEach(effect -> model.resolve(effect, 2, null, "void"));
        releaseHeld();
        model.promote(100);
        model.admit(100, Set.of());
        work(node);
        decide();
        assertThat(History.broken(model)).isEmpty();
      }
    }

    private void open(int key) {
      model.keySet(key, null, null, null, null, false);
      model.keyPause(key, false);
    }

    private boolean isAtRest() {
      return model.tables.jobs.values().stream().allMatch(job -> job.state.isFinal());
    }

    private void releaseHeld() {
      model.tables.jobs.values().stream()
          .filter(job -> job.state == JobState.HELD)
          .forEach(job -> model.approve(job.id, job.rev));
    }

    private void work(int node) {
      for (var claim : model.claim(node, Map.of(1, 9, 2, 9, 3, 9))) {
        var outcome = claim.stop() ? Outcome.STOPPED : Outcome.DONE;
        model.finish(List.of(Scene.report(claim, outcome)), List.of());
      }
    }

    private void decide() {
      for (long id : model.letters(Duration.ZERO, Set.of(), 100)) {
        var job = model.load(List.of(id)).get(0);
        boolean parked = job.tasks().stream().anyMatch(task -> task.state() == TaskState.PARKED);
        boolean busy = job.tasks().stream().anyMatch(task -> !task.state().isAtRest());
        var target = job.target();
        if (parked) {
          decide(Decision.stop(job, JobState.FAILED, List.of()));
        } else if (busy && target != null && job.state() == JobState.STOPPING) {
          decide(Decision.stop(job, target, List.of()));
        } else if (busy) {
          decide(Decision.goOn(job, List.of(), List.of()));
        } else {
          var end =
              job.state() == JobState.STOPPING && target != null ? target : JobState.COMPLETED;
          decide(Decision.end(job, end, List.of(Scene.last(end))));
        }
      }
    }

    private void decide(Decision decision) {
      assertThat(model.finish(List.of(), List.of(decision))).isEmpty();
    }
  }

  @Property(tries = 30, shrinking = ShrinkingMode.OFF)
  void whatever_happens_the_promises_hold_after_every_step(@ForAll long seed) {
    new Run(seed).play(STEPS);
  }

  @Property(tries = 15, shrinking = ShrinkingMode.OFF)
  void whatever_has_happened_everything_ends_once_all_do_their_duty(@ForAll long seed) {
    var run = new Run(seed);
    run.play(STEPS);
    run.comeToRest();

    assertThat(run.model.tables.jobs.values()).allMatch(job -> job.state.isFinal());
  }

  @Example
  void a_run_meets_what_it_is_meant_to_meet() {
    var ends = EnumSet.noneOf(JobState.class);
    var kinds = EnumSet.noneOf(FactKind.class);
    for (long seed = 0; seed < 3; seed++) {
      var run = new Run(seed);
      run.play(1500);
      ends.addAll(run.ended.values());
      run.model.tables.log.forEach(fact -> kinds.add(fact.kind()));
    }

    assertThat(ends)
        .containsExactlyInAnyOrder(JobState.COMPLETED, JobState.FAILED, JobState.CANCELLED);
    assertThat(kinds).isEqualTo(EnumSet.complementOf(EnumSet.of(FactKind.UNKNOWN)));
  }
}
