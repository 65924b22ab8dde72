package dev.kinoloom.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinoloom.codec.Json;
import dev.kinoloom.domain.Decision;
import dev.kinoloom.domain.FactKind;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.TaskState;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JobDeciderTest {
  private final FakeStage write = FakeStage.on(1, "write");
  private final FakeStage speak =
      FakeStage.on(2, "speak")
          .plans(
              job ->
                  job.isDone(new TaskId("write", 0))
                      ? List.of(
                          FakeStage.part(0, new TaskId("write", 0)),
                          FakeStage.part(1, new TaskId("write", 0)))
                      : List.of());
  private final FakeStage join =
      FakeStage.on(3, "join")
          .plans(
              job ->
                  job.isDone(new TaskId("write", 0))
                      ? List.of(FakeStage.part(0, new TaskId("speak", 0), new TaskId("speak", 1)))
                      : List.of());
  private final JobDecider decider = new JobDecider(new Pipeline(List.of(write, speak, join)));

  private Decision decide(Snapshot snapshot) {
    return decider.decide(snapshot.get()).orElseThrow();
  }

  private static String failureOf(Decision decision) {
    var fact = decision.facts().get(0);
    return Json.tree(fact.data()).at("/failure/message").asText();
  }

  @Test
  void a_job_whose_first_task_runs_goes_on_with_nothing_new() {
    var decision = decide(Snapshot.running().task(write, 0, TaskState.LEASED));

    assertThat(decision.next()).isEqualTo(JobState.RUNNING);
    assertThat(decision.tasks()).isEmpty();
    assertThat(decision.rev()).isEqualTo(3);
  }

  @Test
  void parts_become_tasks_when_the_plan_is_known_and_what_they_need_is_done() {
    var decision = decide(Snapshot.running().done(write, 0));

    assertThat(decision.tasks())
        .containsExactly(new Decision.NewTask(1001, 2, 0), new Decision.NewTask(1002, 2, 1));
  }

  @Test
  void progress_is_checked_from_the_first_decision_on_and_later_ones_leave_the_timer_alone() {
    var first = decide(Snapshot.running().done(write, 0));
    var second = decide(Snapshot.running().done(write, 0).done(speak, 0).done(speak, 1));

    assertThat(first.timers()).extracting(Decision.Timer::kind).containsExactly(1);
    assertThat(second.tasks()).isNotEmpty();
    assertThat(second.timers()).isEmpty();
  }

  @Test
  void a_task_is_made_only_once() {
    var decision = decide(Snapshot.running().done(write, 0).task(speak, 0, TaskState.WAITING));

    assertThat(decision.tasks()).containsExactly(new Decision.NewTask(1002, 2, 0));
  }

  @Test
  void a_task_waits_for_all_that_it_needs() {
    var waiting = Snapshot.running().done(write, 0).done(speak, 0);

    assertThat(decide(waiting.task(speak, 1, TaskState.READY)).tasks()).isEmpty();
    assertThat(decide(Snapshot.running().done(write, 0).done(speak, 0).done(speak, 1)).tasks())
        .containsExactly(new Decision.NewTask(2001, 3, 0));
  }

  @Test
  void a_job_is_completed_with_what_the_last_stage_made() {
    var decision =
        decide(Snapshot.running().done(write, 0).done(speak, 0).done(speak, 1).done(join, 0));

    assertThat(decision.next()).isEqualTo(JobState.COMPLETED);
    assertThat(decision.facts())
        .containsExactly(
            new Decision.NewFact(FactKind.COMPLETED, "{\"video\":{\"text\":\"join/0\"}}"));
  }

  @Test
  void a_failed_task_stops_what_still_runs_before_the_job_ends() {
    var decision =
        decide(
            Snapshot.running()
                .done(write, 0)
                .failed(speak, 0, FailureKind.UNSUPPORTED, "No voice.")
                .task(speak, 1, TaskState.LEASED));

    assertThat(decision.next()).isEqualTo(JobState.STOPPING);
    assertThat(decision.target()).isEqualTo(JobState.FAILED);
    assertThat(decision.tasks()).isEmpty();
  }

  @Test
  void a_failed_job_at_rest_ends_as_a_dead_letter_that_tells_stage_and_reason() {
    var decision =
        decide(
            Snapshot.running()
                .done(write, 0)
                .failed(speak, 0, FailureKind.UNSUPPORTED, "No voice.")
                .done(speak, 1));

    assertThat(decision.next()).isEqualTo(JobState.FAILED);
    assertThat(decision.deadLetter()).isTrue();
    assertThat(failureOf(decision)).isEqualTo("No voice.");
    assertThat(Json.tree(decision.facts().get(0).data()).path("stage").asText()).isEqualTo("speak");
  }

  @Test
  void a_task_that_kept_losing_its_node_is_told_as_such() {
    var decision = decide(Snapshot.running().task(write, 0, TaskState.FAILED));

    assertThat(failureOf(decision)).contains("lost its node");
  }

  @Test
  void a_stopping_job_becomes_its_target_once_all_is_at_rest() {
    var moving = Snapshot.stoppingTo(JobState.CANCELLED).task(write, 0, TaskState.LEASED);
    var resting = Snapshot.stoppingTo(JobState.CANCELLED).task(write, 0, TaskState.CANCELLED);

    assertThat(decide(moving).next()).isEqualTo(JobState.STOPPING);
    assertThat(decide(resting).next()).isEqualTo(JobState.CANCELLED);
    assertThat(decide(resting).facts()).extracting("kind").containsExactly(FactKind.CANCELLED);
  }

  @Test
  void a_cancelled_job_is_cancelled_even_if_a_task_failed_meanwhile() {
    var decision =
        decide(
            Snapshot.stoppingTo(JobState.CANCELLED)
                .failed(write, 0, FailureKind.INTERNAL, "killed"));

    assertThat(decision.next()).isEqualTo(JobState.CANCELLED);
    assertThat(decision.deadLetter()).isFalse();
  }

  @Test
  void a_parked_task_holds_its_job_when_nothing_else_moves() {
    var parked = Snapshot.running().done(write, 0).task(speak, 0, TaskState.PARKED);

    assertThat(decide(parked.task(speak, 1, TaskState.LEASED)).next()).isEqualTo(JobState.RUNNING);
    var alone =
        decide(Snapshot.running().done(write, 0).task(speak, 0, TaskState.PARKED).done(speak, 1));
    assertThat(alone.next()).isEqualTo(JobState.HELD);
    assertThat(alone.hold()).isEqualTo(Decision.Hold.DOUBT);
  }

  @ParameterizedTest
  @EnumSource(names = {"QUEUED", "HELD", "COMPLETED", "FAILED", "CANCELLED"})
  void nobody_decides_about_a_job_that_does_not_run(JobState state) {
    var job = Snapshot.in(state).done(write, 0).get();

    assertThat(decider.decide(job)).isEmpty();
    assertThat(decider.giveUp(job, "why")).isEmpty();
  }

  @Test
  void a_payload_that_cannot_be_read_is_said_to_the_caller() {
    var job = Snapshot.running().payload("{\"seconds\":\"many\"}").done(write, 0).get();

    assertThatThrownBy(() -> decider.decide(job)).isInstanceOf(Json.Unreadable.class);
  }

  @Test
  void giving_up_tells_why_before_it_stops_what_runs() {
    var decision =
        decider
            .giveUp(Snapshot.running().task(write, 0, TaskState.LEASED).get(), "Unreadable.")
            .orElseThrow();

    assertThat(decision.next()).isEqualTo(JobState.STOPPING);
    assertThat(decision.target()).isEqualTo(JobState.FAILED);
    assertThat(failureOf(decision)).isEqualTo("Unreadable.");
  }

  @Test
  void giving_up_a_job_that_is_being_cancelled_cancels_it() {
    var decision =
        decider
            .giveUp(
                Snapshot.stoppingTo(JobState.CANCELLED).task(write, 0, TaskState.CANCELLED).get(),
                "Unreadable.")
            .orElseThrow();

    assertThat(decision.next()).isEqualTo(JobState.CANCELLED);
  }

  @Test
  void a_job_that_can_neither_go_on_nor_is_finished_fails() {
    var stuck =
        new JobDecider(
            new Pipeline(List.of(write, FakeStage.on(2, "never").plans(job -> List.of()))));

    var decision = stuck.decide(Snapshot.running().done(write, 0).get()).orElseThrow();

    assertThat(decision.next()).isEqualTo(JobState.FAILED);
    assertThat(failureOf(decision)).contains("not finished");
  }
}
