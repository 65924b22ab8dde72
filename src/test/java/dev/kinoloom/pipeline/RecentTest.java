package dev.kinoloom.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.domain.Decision;
import dev.kinoloom.domain.Decision.NewTask;
import dev.kinoloom.domain.JobSnapshot;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.Report;
import dev.kinoloom.domain.Report.Outcome;
import dev.kinoloom.domain.TaskState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentTest {
  private static final long JOB = 7;

  private final Recent recent = new Recent();

  private static JobSnapshot job(int rev, String payload, JobSnapshot.Task... tasks) {
    return new JobSnapshot(JOB, 1, JobState.RUNNING, null, rev, 0, payload, List.of(tasks));
  }

  private static JobSnapshot.Task task(int no, TaskState state) {
    return new JobSnapshot.Task(no, 1, state, 1, 0, null);
  }

  private static Report report(int no, Outcome outcome) {
    return new Report(JOB, no, 1, outcome, Duration.ZERO, "{\"no\":1}", null);
  }

  private static Decision goOn(JobSnapshot job, int... nos) {
    var tasks = new ArrayList<NewTask>();
    for (int no : nos) {
      tasks.add(new NewTask(no, 2, tasks.size()));
    }
    return Decision.goOn(job, tasks, List.of());
  }

  @Test
  void a_job_is_known_as_the_taken_decision_left_it() {
    var job = job(3, "{}", task(1, TaskState.LEASED));

    recent.became(JOB, Recent.outlook(job, List.of(report(1, Outcome.DONE)), goOn(job, 2)));

    assertThat(recent.withTask(JOB, 2))
        .contains(
            job(
                4,
                "{}",
                new JobSnapshot.Task(1, 1, TaskState.DONE, 1, 0, "{\"no\":1}"),
                new JobSnapshot.Task(2, 2, TaskState.READY, 0, 0, null)));
  }

  @Test
  void it_is_decided_on_only_when_all_that_was_going_on_is_reported() {
    recent.saw(
        job(1, "{}", task(1, TaskState.DONE), task(2, TaskState.LEASED), task(3, TaskState.READY)));
    var second = report(2, Outcome.DONE);
    var third = report(3, Outcome.DONE);

    assertThat(recent.before(JOB, List.of(second))).isEmpty();
    assertThat(recent.before(JOB, List.of(second, third))).isPresent();
    assertThat(recent.before(JOB, List.of(second, third, report(4, Outcome.DONE)))).isEmpty();
  }

  @Test
  void what_is_read_late_does_not_take_the_place_of_what_is_newer() {
    recent.saw(job(2, "{}", task(1, TaskState.DONE), task(2, TaskState.READY)));

    recent.saw(job(1, "{}", task(1, TaskState.LEASED)));

    assertThat(recent.withTask(JOB, 2)).isPresent();
  }

  @Test
  void a_job_that_goes_another_way_is_forgotten() {
    var job = job(1, "{}", task(1, TaskState.LEASED));
    recent.saw(job);

    recent.became(JOB, Recent.outlook(job, List.of(report(1, Outcome.RETRY)), goOn(job)));
    assertThat(recent.withTask(JOB, 1)).isEmpty();

    recent.saw(job);
    recent.became(
        JOB,
        Recent.outlook(
            job,
            List.of(report(1, Outcome.DONE)),
            Decision.end(job, JobState.COMPLETED, List.of())));
    assertThat(recent.withTask(JOB, 1)).isEmpty();
  }

  @Test
  void large_jobs_are_not_kept_and_others_as_long_as_there_is_room() {
    var large = "{\"a\":\"" + "x".repeat(200_000) + "\"}";
    recent.saw(job(1, large, task(1, TaskState.LEASED)));
    assertThat(recent.withTask(JOB, 1)).isEmpty();

    var task = task(1, TaskState.LEASED);
    recent.saw(job(1, "{}", task));
    var payload = "{\"a\":\"" + "x".repeat(10_000) + "\"}";
    for (long other = 100; other < 1_700; other++) {
      recent.saw(other(other, payload, task));
    }
    assertThat(recent.withTask(JOB, 1)).isPresent();

    for (long other = 100; other < 1_900; other++) {
      recent.saw(other(other, payload, task));
    }
    assertThat(recent.withTask(100, 1)).isEmpty();
    assertThat(recent.withTask(1_899, 1)).isPresent();
  }

  private static JobSnapshot other(long id, String payload, JobSnapshot.Task task) {
    return new JobSnapshot(id, 1, JobState.RUNNING, null, 1, 0, payload, List.of(task));
  }
}
