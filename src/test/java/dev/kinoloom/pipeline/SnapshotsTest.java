package dev.kinoloom.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.domain.Report;
import dev.kinoloom.domain.TaskState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnapshotsTest {
  private final FakeStage stage = FakeStage.on(1, "a");

  private static Report report(int no, Report.Outcome outcome) {
    return new Report(7, no, 1, outcome, Duration.ZERO, "{\"x\":1}", null);
  }

  @ParameterizedTest
  @CsvSource({
    "HANDED_BACK,READY",
    "LOOK_AGAIN,WAITING",
    "RETRY,WAITING",
    "PARKED,PARKED",
    "DONE,DONE",
    "FAILED,FAILED",
    "STOPPED,CANCELLED"
  })
  void an_outcome_becomes_a_state(Report.Outcome outcome, TaskState state) {
    var job = Snapshot.running().task(stage, 0, TaskState.LEASED).get();

    var task = Snapshots.with(job, List.of(report(1, outcome))).tasks().get(0);

    assertThat(task.state()).isEqualTo(state);
    assertThat(task.result()).isEqualTo("{\"x\":1}");
  }

  @Test
  void other_tasks_and_the_revision_stay() {
    var job =
        Snapshot.running().task(stage, 0, TaskState.LEASED).task(stage, 1, TaskState.LEASED).get();

    var after = Snapshots.with(job, List.of(report(2, Report.Outcome.DONE)));

    assertThat(after.tasks().get(0)).isEqualTo(job.tasks().get(0));
    assertThat(after.rev()).isEqualTo(job.rev());
    assertThat(Snapshots.with(job, List.of())).isSameAs(job);
  }
}
