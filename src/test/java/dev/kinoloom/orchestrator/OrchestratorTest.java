package dev.kinoloom.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.codec.TaskResults;
import dev.kinoloom.domain.Claim;
import dev.kinoloom.domain.Decision;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.Likeness;
import dev.kinoloom.domain.Refusal;
import dev.kinoloom.domain.Report;
import dev.kinoloom.domain.Submission;
import dev.kinoloom.domain.Usage;
import dev.kinoloom.ops.Meters;
import dev.kinoloom.ops.Traces;
import dev.kinoloom.pipeline.Briefs;
import dev.kinoloom.pipeline.FakeStage;
import dev.kinoloom.pipeline.Hints;
import dev.kinoloom.pipeline.JobDecider;
import dev.kinoloom.pipeline.Pipeline;
import dev.kinoloom.pipeline.Pull;
import dev.kinoloom.pipeline.Recent;
import dev.kinoloom.pipeline.Results.Answer;
import dev.kinoloom.pipeline.TaskId;
import dev.kinoloom.store.TaskStore;
import dev.kinoloom.store.TasksBehind;
import dev.kinoloom.store.model.ModelClock;
import dev.kinoloom.store.model.ModelStores;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrchestratorTest {
  private final ModelStores stores = new ModelStores(new ModelClock());
  private final FakeStage a = FakeStage.on(1, "a");
  private final FakeStage b = FakeStage.on(2, "b").after(new TaskId("a", 0));
  private final Interposed tasks = new Interposed(stores.tasks());
  private final Heard hints = new Heard();
  private final Orchestrator orchestrator =
      new Orchestrator(
          stores.jobs(),
          tasks,
          new JobDecider(new Pipeline(List.of(a, b))),
          hints,
          new Meters(new SimpleMeterRegistry()),
          Traces.OFF,
          () -> 1);
  private long job;

  @BeforeEach
  void startOneJob() {
    startOneJob("k");
    stores.nodes().up("n", Duration.ofSeconds(12)).await();
  }

  private void startOneJob(String name) {
    int key = stores.keys().create(name, "secret of " + name, 0).await();
    var submission = new Submission(key, null, "00", Briefs.payload(), 1);
    job = stores.jobs().accept(List.of(submission)).await().get(0).job();
    stores.jobs().admit(1, Set.of()).await();
  }

  private Report done(Claim claim) {
    return done(claim, false);
  }

  private static Report done(Claim claim, boolean reused) {
    return new Report(
        claim.job(),
        claim.no(),
        claim.epoch(),
        Report.Outcome.DONE,
        Duration.ZERO,
        TaskResults.done(claim.epoch(), "00", "{\"text\":\"x\"}", 1, reused, Usage.NONE),
        "{}");
  }

  private Claim claim(int lane) {
    return stores.tasks().claim(1, Map.of(lane, 1)).await().get(0);
  }

  private Answer settle(Report report) {
    return orchestrator.settle(List.of(report), Set.of()).await().answer(report);
  }

  private JobState state() {
    return stores.jobs().find(job).await().orElseThrow().state();
  }

  @Test
  void a_result_and_the_decision_it_leads_to_are_one_commit() {
    assertThat(settle(done(claim(1)))).isEqualTo(Answer.TAKEN);

    assertThat(tasks.commits).isEqualTo(1);
    assertThat(hints.lanes).containsExactly(Set.of(2));
    assertThat(hints.changed).containsExactly(Set.of(job));
  }

  @Test
  void the_last_result_ends_the_job() {
    settle(done(claim(1)));
    var last = done(claim(2));

    var settled = orchestrator.settle(List.of(last), Set.of()).await();

    assertThat(settled.ended()).isTrue();
    assertThat(state()).isEqualTo(JobState.COMPLETED);
  }

  @Test
  void a_job_is_remembered_for_how_long_it_took_unless_it_reused_what_was_made_before() {
    var took = new ArrayList<Likeness>();
    var learning =
        new Orchestrator(
            stores.jobs(),
            tasks,
            new JobDecider(new Pipeline(List.of(a, b))),
            hints,
            new Meters(new SimpleMeterRegistry()),
            Traces.OFF,
            () -> 1,
            (like, time) -> took.add(like),
            Pull.NONE,
            new Recent());

    learning.settle(List.of(done(claim(1), true)), Set.of()).await();
    learning.settle(List.of(done(claim(2), false)), Set.of()).await();
    assertThat(state()).isEqualTo(JobState.COMPLETED);
    assertThat(took).as("of one that reused something").isEmpty();

    startOneJob("another");
    learning.settle(List.of(done(claim(1), false)), Set.of()).await();
    learning.settle(List.of(done(claim(2), false)), Set.of()).await();
    assertThat(state()).isEqualTo(JobState.COMPLETED);
    assertThat(took).extracting(Likeness::stage).containsExactly(Likeness.WHOLE_JOB);
  }

  @Test
  void the_same_result_again_is_fenced() {
    var report = done(claim(1));
    settle(report);

    assertThat(settle(report)).isEqualTo(Answer.FENCED);
    assertThat(state()).isEqualTo(JobState.RUNNING);
  }

  @Test
  void a_stale_decision_is_made_again() {
    settle(done(claim(1)));
    var last = done(claim(2));
    tasks.before = () -> stores.model().cancel(job);

    assertThat(settle(last)).isEqualTo(Answer.TAKEN);

    assertThat(state()).isEqualTo(JobState.CANCELLED);
  }

  @Test
  void a_report_of_a_job_that_is_gone_does_not_fail_its_neighbours() {
    var known = done(claim(1));
    var unknown = new Report(999, 1, 1, Report.Outcome.DONE, Duration.ZERO, null, null);

    var settled = orchestrator.settle(List.of(unknown, known), Set.of()).await();

    assertThat(settled.answer(unknown)).isEqualTo(Answer.FENCED);
    assertThat(settled.answer(known)).isEqualTo(Answer.TAKEN);
  }

  @Test
  void results_that_are_recorded_are_taken_even_when_the_store_goes_away_then() {
    settle(done(claim(1)));
    var last = done(claim(2));
    tasks.before =
        () -> {
          stores.model().cancel(job);
          tasks.awayFrom = 1;
        };

    assertThat(settle(last)).isEqualTo(Answer.TAKEN);

    assertThat(stores.jobs().letters(Duration.ZERO, Set.of(), 10).await()).containsExactly(job);
  }

  @Test
  void a_store_that_is_away_fails_the_batch() {
    tasks.awayFrom = 0;

    assertThat(orchestrator.settle(List.of(done(claim(1))), Set.of()).failed()).isTrue();
  }

  @Test
  void letters_are_decided_without_results() {
    stores.jobs().cancel(job).await();

    var settled = orchestrator.settle(List.of(), Set.of(job)).await();

    assertThat(settled.ended()).isTrue();
    assertThat(state()).isEqualTo(JobState.CANCELLED);
  }

  @Test
  void nothing_to_settle_asks_nothing_of_the_store() {
    orchestrator.settle(List.of(), Set.of()).await();

    assertThat(tasks.commits).isZero();
  }

  /** Lets something happen right before the next commit, or is away from the n-th on. */
  private static final class Interposed extends TasksBehind {
    private Runnable before = () -> {};
    private int commits;
    private int awayFrom = Integer.MAX_VALUE;

    Interposed(TaskStore store) {
      super(store);
    }

    @Override
    public Future<List<Refusal>> finish(int node, List<Report> reports, List<Decision> decisions) {
      if (awayFrom <= 0) {
        return Future.failedFuture("away");
      }
      var now = before;
      before = () -> {};
      now.run();
      awayFrom--;
      commits++;
      return store.finish(node, reports, decisions);
    }
  }

  private static final class Heard implements Hints {
    private final List<Set<Integer>> lanes = new ArrayList<>();
    private final List<Set<Long>> changed = new ArrayList<>();

    @Override
    public void changed(Set<Long> jobs) {
      changed.add(jobs);
    }

    @Override
    public void work(Set<Integer> all) {
      lanes.add(all);
    }

    @Override
    public void stop(Set<Long> jobs) {}
  }
}
