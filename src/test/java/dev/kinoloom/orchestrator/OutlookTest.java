package dev.kinoloom.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.domain.Claim;
import dev.kinoloom.domain.Decision;
import dev.kinoloom.domain.Decision.NewTask;
import dev.kinoloom.domain.JobSnapshot;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.TaskState;
import dev.kinoloom.pipeline.Pull;
import dev.kinoloom.pipeline.Recent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OutlookTest {
  private static final long JOB = 7;

  private final Recent recent = new Recent();
  private final List<Integer> told = new ArrayList<>();
  private final Pull pull =
      new Pull() {
        @Override
        public Map<Integer, Integer> offer(Set<Integer> lanes) {
          return Map.of();
        }

        @Override
        public void expect(JobSnapshot job, List<Integer> nos) {
          assertThat(job.tasks()).extracting(JobSnapshot.Task::no).containsAll(nos);
          told.addAll(nos);
        }

        @Override
        public void take(Map<Integer, Integer> offered, List<Claim> claims) {}
      };

  private static Outlook outlook(NewTask... tasks) {
    var task = new JobSnapshot.Task(1, 1, TaskState.DONE, 1, 0, "{}");
    var job = new JobSnapshot(JOB, 1, JobState.RUNNING, null, 3, 0, "{}", List.of(task));
    return Outlook.of(
        List.of(job), Map.of(), List.of(Decision.goOn(job, List.of(tasks), List.of())));
  }

  @Test
  void of_new_tasks_only_as_many_are_told_as_there_is_room_for() {
    var outlook = outlook(new NewTask(2, 4, 0), new NewTask(3, 4, 1), new NewTask(4, 5, 2));

    outlook.tell(pull, Map.of(4, 1, 6, 9));

    assertThat(told).containsExactly(2);
  }

  @Test
  void what_is_refused_is_forgotten() {
    var outlook = outlook(new NewTask(2, 4, 0));

    outlook.keep(recent, any -> false);
    assertThat(recent.withTask(JOB, 2)).isPresent();
    outlook.keep(recent, any -> true);
    assertThat(recent.withTask(JOB, 2)).isEmpty();
  }
}
