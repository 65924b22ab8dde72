package dev.kinoloom.store;

import static dev.kinoloom.store.OpenStores.await;
import static dev.kinoloom.store.OpenStores.submission;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.domain.Cancelled;
import dev.kinoloom.domain.Claim;
import dev.kinoloom.domain.Decision;
import dev.kinoloom.domain.Fact;
import dev.kinoloom.domain.FactKind;
import dev.kinoloom.domain.JobSnapshot;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.JobSummary;
import dev.kinoloom.domain.Submission;
import dev.kinoloom.domain.Submission.Answer;
import dev.kinoloom.domain.Submission.Verdict;
import dev.kinoloom.domain.TaskState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class PgJobStoreIT {
  @AutoClose private static final OpenStores stores = new OpenStores();

  @Test
  void an_accepted_job_waits_with_its_brief_and_its_first_fact() {
    int key = stores.key();
    long job =
        await(stores.jobs().accept(List.of(submission(key, null, "{\"topic\":\"Ünïcødé 🎬\"}"))))
            .get(0)
            .job();
    var found = await(stores.jobs().find(job)).orElseThrow();
    assertThat(found.state()).isEqualTo(JobState.QUEUED);
    assertThat(found.key()).isEqualTo(key);
    assertThat(found.payload()).contains("Ünïcødé 🎬");
    assertThat(found.lastSeq()).isOne();
    assertThat(found.startedAt()).isNull();
    assertThat(found.endedAt()).isNull();
    assertThat(await(stores.facts().after(job, 0, 9)))
        .extracting(Fact::kind)
        .containsExactly(FactKind.ACCEPTED);
  }

  @Test
  void each_submission_of_a_batch_gets_its_verdict_in_order() {
    int key = stores.key();
    int full = stores.key();
    stores.database().run("update kinoloom.vkey set max_open = 0 where key_id = " + full);
    var other = new Submission(key, "once", "ffff", "{}", 1);
    var answers =
        await(
            stores
                .jobs()
                .accept(
                    List.of(
                        submission(key, "once", "{}"),
                        submission(987_654, null, "{}"),
                        submission(key, "once", "{}"),
                        submission(full, null, "{}"),
                        other)));
    assertThat(answers)
        .extracting(Answer::verdict)
        .containsExactly(
            Verdict.NEW, Verdict.NO_SUCH_KEY, Verdict.REPEATED, Verdict.FULL, Verdict.CONFLICT);
    assertThat(answers.get(2).job()).isEqualTo(answers.get(0).job());
  }

  @Test
  void a_request_that_comes_again_later_finds_its_job() {
    int key = stores.key();
    var first = await(stores.jobs().accept(List.of(submission(key, "k", "{}")))).get(0);
    var again = await(stores.jobs().accept(List.of(submission(key, "k", "{}")))).get(0);
    var other =
        await(stores.jobs().accept(List.of(new Submission(key, "k", "00", "{}", 1)))).get(0);
    assertThat(again).isEqualTo(new Answer(Verdict.REPEATED, first.job()));
    assertThat(other.verdict()).isEqualTo(Verdict.CONFLICT);
  }

  @Test
  void one_bad_submission_does_not_fail_its_neighbours() {
    int key = stores.key();
    var batch =
        List.of(
            submission(key, null, "{}"),
            submission(key, null, "{\"a\":\"\\u0000\"}"),
            submission(key, null, "not JSON"),
            submission(key, null, "{}"),
            submission(key, "x".repeat(256), "{}"),
            submission(key, null, "\"" + "é".repeat(33_000) + "\""),
            new Submission(key, null, "no hex", "{}", 1),
            submission(key, null, "{}"));
    assertThat(await(stores.jobs().accept(batch)))
        .extracting(Answer::verdict)
        .containsExactly(
            Verdict.NEW,
            Verdict.REJECTED,
            Verdict.REJECTED,
            Verdict.NEW,
            Verdict.REJECTED,
            Verdict.REJECTED,
            Verdict.REJECTED,
            Verdict.NEW);
  }

  @Test
  void what_looks_like_sql_or_arrays_is_only_text() {
    int key = stores.key();
    var nasty = "{\"t\":\"'; drop table kinoloom.job; -- {a,b} \\\"q\\\" \\\\ NULL $1 %s\"}";
    var answer =
        await(stores.jobs().accept(List.of(submission(key, "{\"a\",NULL}'\\", nasty)))).get(0);
    assertThat(await(stores.jobs().find(answer.job())).orElseThrow().payload())
        .contains("'; drop table kinoloom.job; -- {a,b} \\\"q\\\" \\\\ NULL $1 %s");
  }

  @Test
  void an_empty_batch_is_answered_with_nothing() {
    assertThat(await(stores.jobs().accept(List.of()))).isEmpty();
    assertThat(await(stores.jobs().load(List.of()))).isEmpty();
  }

  @Test
  void only_keys_of_the_wanted_slots_are_admitted() {
    int key = stores.key();
    stores.database().run("update kinoloom.vkey set slot = 900 where key_id = " + key);
    long job = stores.accepted(key);
    await(stores.jobs().admit(100, Set.of(901, 902)));
    assertThat(stores.snapshot(job).state()).isEqualTo(JobState.QUEUED);
    assertThat(await(stores.jobs().admit(100, Set.of(900)))).isOne();
    assertThat(stores.snapshot(job).state()).isEqualTo(JobState.RUNNING);
    assertThat(stores.snapshot(job).tasks())
        .containsExactly(new JobSnapshot.Task(1, 1, TaskState.READY, 0, 0, null));
  }

  @Test
  void a_first_task_is_leased_in_the_commit_that_starts_its_job() {
    int key = stores.key();
    int node = stores.node();
    stores.database().run("update kinoloom.vkey set slot = 903 where key_id = " + key);
    long job = stores.accepted(key);

    var none = await(stores.jobs().admit(100, Set.of(904), node, Map.of(1, 1_000)));
    assertThat(none).isEqualTo(new JobStore.Started(0, 0, false, false, List.of()));
    assertThat(stores.snapshot(job).state()).isEqualTo(JobState.QUEUED);

    var started = await(stores.jobs().admit(100, Set.of(903), node, Map.of(1, 1_000, 2, 5)));
    assertThat(started.jobs()).isOne();
    assertThat(started.claims()).contains(new Claim(job, 1, 1, 1, 1, 0, false));
    assertThat(stores.snapshot(job).tasks())
        .containsExactly(new JobSnapshot.Task(1, 1, TaskState.LEASED, 1, 0, null));
  }

  @Test
  void a_letter_is_for_its_slot_at_once_and_for_anybody_later() {
    int node = stores.node();
    int key = stores.key();
    stores.database().run("update kinoloom.vkey set slot = 910 where key_id = " + key);
    Claim claim = stores.running(node, key);
    assertThat(await(stores.tasks().finish(node, List.of(OpenStores.done(claim)), List.of())))
        .isEmpty();
    assertThat(await(stores.jobs().letters(OpenStores.HOUR, Set.of(910), 9)))
        .containsExactly(claim.job());
    assertThat(await(stores.jobs().letters(OpenStores.HOUR, Set.of(911), 9))).isEmpty();
    assertThat(await(stores.jobs().letters(Duration.ZERO, Set.of(), 9))).contains(claim.job());
    assertThat(stores.snapshot(claim.job()).tasks().get(0).result()).isEqualTo("{\"epoch\": 1}");
  }

  @Test
  void unknown_jobs_are_left_out() {
    long job = stores.accepted(stores.key());
    assertThat(await(stores.jobs().load(List.of(job, 999_999_999L))))
        .extracting(JobSnapshot::job)
        .containsExactly(job);
    assertThat(await(stores.jobs().find(999_999_999L))).isEmpty();
  }

  @Test
  void a_cancel_says_what_became_of_it() {
    int node = stores.node();
    long queued = stores.accepted(stores.key());
    assertThat(await(stores.jobs().cancel(queued))).isEqualTo(Cancelled.AT_ONCE);
    assertThat(await(stores.jobs().cancel(queued))).isEqualTo(Cancelled.TOO_LATE);
    assertThat(await(stores.jobs().find(queued)).orElseThrow().endedAt()).isNotNull();
    Claim claim = stores.running(node, stores.key());
    assertThat(await(stores.jobs().cancel(claim.job()))).isEqualTo(Cancelled.STOPPING);
    assertThat(await(stores.jobs().cancel(claim.job()))).isEqualTo(Cancelled.STOPPING_ALREADY);
    assertThat(await(stores.jobs().cancel(999_999_999L))).isEqualTo(Cancelled.NO_SUCH_JOB);
    assertThat(stores.snapshot(claim.job()).target()).isEqualTo(JobState.CANCELLED);
  }

  @Test
  void a_review_is_approved_once_and_on_the_revision_that_was_seen() {
    int node = stores.node();
    Claim claim = stores.running(node, stores.key());
    var hold =
        Decision.hold(
            stores.snapshot(claim.job()),
            Decision.Hold.REVIEW,
            List.of(new Decision.NewFact(FactKind.HELD, "{}")));
    assertThat(await(stores.tasks().finish(node, List.of(OpenStores.done(claim)), List.of(hold))))
        .isEmpty();
    int rev = stores.snapshot(claim.job()).rev();
    assertThat(await(stores.jobs().approve(claim.job(), rev - 1))).isFalse();
    assertThat(await(stores.jobs().approve(claim.job(), rev))).isTrue();
    assertThat(await(stores.jobs().approve(claim.job(), rev))).isFalse();
    assertThat(stores.snapshot(claim.job()).approvals()).isOne();
  }

  @Test
  void a_dead_letter_is_replayed_once_or_discarded() {
    int node = stores.node();
    Claim first = stores.running(node, stores.key());
    stores.end(node, first, JobState.FAILED);
    long again = await(stores.jobs().replay(first.job())).orElseThrow();
    assertThat(again).isGreaterThan(first.job());
    assertThat(await(stores.jobs().replay(first.job()))).hasValue(again);
    assertThat(await(stores.jobs().discard(first.job()))).isFalse();
    assertThat(await(stores.jobs().replay(again))).isEmpty();
    Claim second = stores.running(node, stores.key());
    stores.end(node, second, JobState.FAILED);
    assertThat(await(stores.jobs().discard(second.job()))).isTrue();
  }

  @Test
  void a_list_shows_the_newest_first_by_key_state_and_page() {
    int node = stores.node();
    int key = stores.key();
    var jobs = IntStream.range(0, 4).mapToObj(i -> stores.accepted(key)).toList();
    stores.accepted(stores.key());
    await(stores.jobs().cancel(jobs.get(1)));
    assertThat(await(stores.jobs().list(key, Set.of(), 0, 99)))
        .extracting(JobSummary::job)
        .containsExactly(jobs.get(3), jobs.get(2), jobs.get(1), jobs.get(0));
    assertThat(await(stores.jobs().list(key, Set.of(JobState.QUEUED), jobs.get(3), 1)))
        .extracting(JobSummary::job)
        .containsExactly(jobs.get(2));
    assertThat(await(stores.jobs().list(key, Set.of(JobState.CANCELLED), 0, 9)))
        .extracting(JobSummary::job)
        .containsExactly(jobs.get(1));
    assertThat(await(stores.jobs().list(0, Set.of(), 0, 2))).hasSize(2);
    assertThat(node).isPositive();
  }
}
