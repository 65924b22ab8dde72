package dev.kinoloom.store.model;

import static dev.kinoloom.store.model.Scene.TTL;
import static dev.kinoloom.store.model.Scene.report;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.domain.Cancelled;
import dev.kinoloom.domain.Decision;
import dev.kinoloom.domain.Decision.Hold;
import dev.kinoloom.domain.Decision.NewFact;
import dev.kinoloom.domain.Fact;
import dev.kinoloom.domain.FactKind;
import dev.kinoloom.domain.Holding;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.Refusal;
import dev.kinoloom.domain.Refusal.What;
import dev.kinoloom.domain.Report;
import dev.kinoloom.domain.Report.Outcome;
import dev.kinoloom.domain.Submission;
import dev.kinoloom.domain.Submission.Answer;
import dev.kinoloom.domain.Submission.Verdict;
import dev.kinoloom.domain.TaskState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class EngineModelTest {
  private final Scene scene = new Scene();
  private final EngineModel engine = scene.engine;
  private final int key = scene.key();
  private final int node = scene.node();

  @Nested
  class Order {
    @Test
    void jobs_of_a_key_start_one_at_a_time_in_the_order_of_their_acceptance() {
      long first = scene.ask(key);
      long second = scene.ask(key);

      assertThat(scene.admit()).isEqualTo(1);
      assertThat(scene.admit()).isZero();
      assertThat(scene.state(first)).isEqualTo(JobState.RUNNING);
      assertThat(scene.state(second)).isEqualTo(JobState.QUEUED);

      scene.finish(report(scene.claim(node), Outcome.DONE), scene.end(first, JobState.COMPLETED));
      assertThat(scene.admit()).isEqualTo(1);
      assertThat(scene.state(second)).isEqualTo(JobState.RUNNING);
    }

    @Test
    void a_key_runs_as_many_jobs_as_it_may() {
      engine.keySet(key, null, null, 2, null, null);
      scene.ask(key);
      scene.ask(key);
      scene.ask(key);

      assertThat(scene.admit() + scene.admit() + scene.admit()).isEqualTo(2);
    }

    @Test
    void a_paused_key_accepts_and_does_not_start() {
      engine.keyPause(key, true);
      scene.ask(key);
      assertThat(scene.admit()).isZero();

      engine.keyPause(key, false);
      assertThat(scene.admit()).isEqualTo(1);
    }

    @Test
    void only_the_slots_asked_for_are_admitted() {
      scene.ask(key);

      assertThat(engine.admit(9, Set.of(7))).isZero();
      assertThat(engine.admit(9, Set.of(0))).isEqualTo(1);
    }

    @Test
    void the_same_request_again_is_the_same_job() {
      var first = new Submission(key, "once", "a", "{}", 1);
      var other = new Submission(key, "once", "b", "{}", 1);
      var stranger = new Submission(99, null, "a", "{}", 1);

      var answers = engine.accept(List.of(first, first, other, stranger));

      assertThat(answers)
          .containsExactly(
              new Answer(Verdict.NEW, 1),
              new Answer(Verdict.REPEATED, 1),
              new Answer(Verdict.CONFLICT, 0),
              new Answer(Verdict.NO_SUCH_KEY, 0));
      assertThat(engine.accept(List.of(first))).containsExactly(new Answer(Verdict.REPEATED, 1));
    }

    @Test
    void a_full_key_refuses() {
      engine.keySet(key, null, null, null, 1, null);
      var asked = new Submission(key, null, "a", "{}", 1);

      assertThat(engine.accept(List.of(asked, asked)))
          .extracting(Answer::verdict)
          .containsExactly(Verdict.NEW, Verdict.FULL);
    }

    @Test
    void a_thousand_waiting_tasks_delay_another_keys_one_by_a_turn_or_two() {
      long many = scene.running(key);
      scene.finish(
          report(scene.claim(node), Outcome.DONE),
          scene.goOn(many, IntStream.rangeClosed(2, 1001).toArray()));
      long one = scene.running(scene.key());

      assertThat(scene.claim(node, 3)).extracting(claim -> claim.job()).contains(one);
    }
  }

  @Nested
  class OneResult {
    @Test
    void a_result_of_a_buried_node_changes_nothing_even_before_the_next_claim() {
      long job = scene.running(key);
      int mortal = scene.node();
      var lost = scene.claim(mortal);
      assertThat(scene.bury(node, TTL.plusSeconds(1))).isEqualTo(1);

      assertThat(scene.finish(report(lost, Outcome.DONE)))
          .containsExactly(new Refusal(What.FENCED, job, 1));
      assertThat(scene.tasks(job)).containsExactly(TaskState.READY);

      var next = scene.claim(node);
      assertThat(next.epoch()).isEqualTo(lost.epoch() + 1);
      assertThat(next.lost()).isEqualTo(1);
      assertThat(scene.finish(report(lost, Outcome.DONE))).hasSize(1);
      assertThat(scene.finish(report(next, Outcome.DONE))).isEmpty();
    }

    @Test
    void the_same_result_twice_in_a_batch_is_published_once() {
      long job = scene.running(key);
      var claim = scene.claim(node);

      var refusals = scene.finish(report(claim, Outcome.DONE), report(claim, Outcome.DONE));

      assertThat(refusals).containsExactly(new Refusal(What.FENCED, job, 1));
      assertThat(scene.facts(job))
          .containsExactly(FactKind.ACCEPTED, FactKind.STARTED, FactKind.TASK_DONE);
    }

    @Test
    void a_node_that_is_late_draining_or_gone_claims_nothing() {
      scene.running(key);
      int late = scene.node();
      int draining = scene.node();
      engine.drain(draining);
      assertThat(scene.claim(draining, 9)).isEmpty();

      scene.clock.pass(TTL.plusSeconds(1));
      assertThat(scene.claim(late, 9)).isEmpty();
      engine.heartbeat(node, TTL);
      engine.reap(node, Duration.ZERO, 3);
      assertThat(engine.heartbeat(late, TTL)).isEmpty();
      assertThat(scene.claim(late, 9)).isEmpty();
    }

    @Test
    void who_was_not_steady_for_a_whole_ttl_buries_nobody() {
      scene.running(key);
      int other = scene.node();
      scene.claim(other);
      scene.clock.pass(TTL.plusSeconds(1));
      engine.heartbeat(node, TTL);

      assertThat(engine.reap(node, TTL, 3)).isZero();
      scene.clock.pass(TTL.minusSeconds(1));
      engine.heartbeat(node, TTL);
      scene.clock.pass(Duration.ofSeconds(1));
      assertThat(engine.reap(node, TTL, 3)).isEqualTo(1);
    }

    @Test
    void the_heartbeat_answers_what_the_node_holds() {
      long job = scene.running(key);
      var claim = scene.claim(node);
      engine.cancel(job);

      assertThat(engine.heartbeat(node, TTL))
          .contains(List.of(new Holding(job, 1, claim.epoch(), true)));
    }

    @Test
    void a_task_that_kills_its_nodes_fails_and_becomes_a_letter() {
      long job = scene.running(key);
      for (int i = 0; i < 3; i++) {
        scene.claim(scene.node());
        scene.bury(node, TTL.plusSeconds(1));
      }

      assertThat(scene.tasks(job)).containsExactly(TaskState.FAILED);
      assertThat(scene.hasLetter(job)).isTrue();
    }

    @Test
    void what_is_handed_back_on_leaving_is_not_counted() {
      long job = scene.running(key);
      scene.claim(node);

      assertThat(engine.leave(node)).isZero();
      var task = scene.load(job).tasks().get(0);
      assertThat(task.state()).isEqualTo(TaskState.READY);
      assertThat(task.attempt()).isZero();
      assertThat(task.lost()).isZero();
    }

    @Test
    void the_only_process_takes_over_at_once() {
      scene.running(key);
      scene.claim(node);

      assertThat(engine.takeOver(scene.node(), 3)).isEqualTo(1);
      assertThat(engine.heartbeat(node, TTL)).isEmpty();
    }
  }

  @Nested
  class Letters {
    @Test
    void a_result_without_a_decision_is_a_letter_until_a_decision_on_it() {
      long job = scene.running(key);
      scene.finish(report(scene.claim(node), Outcome.DONE));
      assertThat(scene.hasLetter(job)).isTrue();

      assertThat(scene.decide(scene.goOn(job, 2))).isEmpty();
      assertThat(scene.hasLetter(job)).isFalse();
    }

    @Test
    void a_stale_decision_changes_nothing_and_its_result_stands() {
      long job = scene.running(key);
      var before = scene.end(job, JobState.COMPLETED);
      engine.cancel(job);
      long other = scene.running(scene.key());
      var claim = scene.claim(node);
      var stale = scene.end(other, JobState.COMPLETED);
      scene.decide(scene.goOn(other));

      assertThat(scene.decide(before)).containsExactly(new Refusal(What.STALE, job, 0));
      assertThat(scene.finish(report(claim, Outcome.DONE), stale))
          .containsExactly(new Refusal(What.STALE, other, 0));
      assertThat(scene.state(other)).isEqualTo(JobState.RUNNING);
      assertThat(scene.tasks(other)).containsExactly(TaskState.DONE);
      assertThat(scene.hasLetter(other)).isTrue();
    }

    @Test
    void a_decision_that_knew_a_fenced_result_does_not_stand() {
      long job = scene.running(key);
      var claim = scene.claim(node);
      engine.leave(node);

      assertThat(scene.finish(report(claim, Outcome.DONE), scene.end(job, JobState.COMPLETED)))
          .containsExactly(new Refusal(What.FENCED, job, 1), new Refusal(What.STALE, job, 0));
    }

    @Test
    void others_see_a_letter_only_when_it_has_lain_for_a_while() {
      long job = scene.running(key);
      scene.finish(report(scene.claim(node), Outcome.DONE));

      assertThat(engine.letters(Duration.ofSeconds(2), Set.of(1), 9)).isEmpty();
      assertThat(engine.letters(Duration.ofSeconds(2), Set.of(0), 9)).containsExactly(job);
      scene.clock.pass(Duration.ofSeconds(2));
      assertThat(engine.letters(Duration.ofSeconds(2), Set.of(), 9)).containsExactly(job);
    }

    @Test
    void a_retry_is_no_letter_and_comes_back_when_due() {
      long job = scene.running(key);
      scene.finish(report(scene.claim(node), Outcome.RETRY, Duration.ofSeconds(3), null));
      assertThat(scene.hasLetter(job)).isFalse();
      assertThat(engine.promote(9)).isZero();

      scene.clock.pass(Duration.ofSeconds(3));
      assertThat(engine.promote(9)).isEqualTo(1);
      assertThat(scene.claim(node).attempt()).isEqualTo(2);
    }

    @Test
    void what_cannot_be_is_rejected_and_fails_none_of_its_neighbours() {
      long job = scene.running(key);
      var claim = scene.claim(node);
      var again = scene.goOn(job, 1);
      long other = scene.running(scene.key());
      var sound = scene.claim(node);
      var unknown = new Report(99, 1, 1, Outcome.DONE, Duration.ZERO, null, null);

      var refusals =
          engine.finish(
              List.of(report(claim, Outcome.DONE), report(sound, Outcome.DONE), unknown),
              List.of(again));

      assertThat(refusals)
          .containsExactlyInAnyOrder(
              new Refusal(What.REJECTED, job, 1),
              new Refusal(What.REJECTED, job, 0),
              new Refusal(What.REJECTED, 99, 1));
      assertThat(scene.tasks(job)).containsExactly(TaskState.LEASED);
      assertThat(scene.tasks(other)).containsExactly(TaskState.DONE);
    }

    @Test
    void of_two_decisions_on_a_job_in_a_batch_the_first_stands() {
      long job = scene.running(key);
      scene.finish(report(scene.claim(node), Outcome.DONE));

      assertThat(scene.decide(scene.goOn(job, 2), scene.end(job, JobState.COMPLETED)))
          .containsExactly(new Refusal(What.STALE, job, 0));
      assertThat(scene.tasks(job)).containsExactly(TaskState.DONE, TaskState.READY);
    }
  }

  @Nested
  class Facts {
    @Test
    void are_numbered_without_gaps_and_nothing_follows_the_last() {
      long job = scene.running(key);
      var claim = scene.claim(node);
      engine.progress(node, job, 1, claim.epoch(), "{\"percent\":50}");
      engine.tell(job, FactKind.PROGRESS, "{\"estimated\":true}");
      scene.finish(report(claim, Outcome.DONE), scene.end(job, JobState.COMPLETED));

      assertThat(engine.tell(job, FactKind.PROGRESS, "{}")).isFalse();
      assertThat(scene.facts(job))
          .containsExactly(
              FactKind.ACCEPTED,
              FactKind.STARTED,
              FactKind.PROGRESS,
              FactKind.PROGRESS,
              FactKind.TASK_DONE,
              FactKind.COMPLETED);
      assertThat(engine.facts(job, 4, 9)).extracting(Fact::seq).containsExactly(5, 6);
    }

    @Test
    void progress_under_an_old_lease_or_of_a_stopping_task_is_refused() {
      long job = scene.running(key);
      var claim = scene.claim(node);
      assertThat(engine.progress(node, job, 1, claim.epoch() - 1, "{}")).isFalse();
      assertThat(engine.progress(node + 1, job, 1, claim.epoch(), "{}")).isFalse();

      engine.cancel(job);
      assertThat(engine.progress(node, job, 1, claim.epoch(), "{}")).isFalse();
    }

    @Test
    void a_result_with_a_hash_is_kept_for_its_key_alone() {
      scene.running(key);
      var made = "{\"hash\":\"abc\",\"value\":1}";
      scene.finish(report(scene.claim(node), Outcome.DONE, Duration.ZERO, made));
      scene.running(scene.key());
      var reused = "{\"hash\":\"def\",\"reused\":true}";
      scene.finish(report(scene.claim(node), Outcome.DONE, Duration.ZERO, reused));

      assertThat(engine.checkpoint(key, "abc")).contains(made);
      assertThat(engine.checkpoint(key + 1, "abc")).isEmpty();
      assertThat(engine.checkpoint(key + 1, "def")).isEmpty();
    }

    @Test
    void a_timer_fires_until_its_job_ends() {
      long job = scene.running(key);
      scene.decide(
          new Decision(
              job,
              scene.load(job).rev(),
              JobState.RUNNING,
              null,
              null,
              false,
              List.of(),
              List.of(),
              List.of(new Decision.Timer(1, Duration.ofSeconds(5)))));
      var again = Duration.ofSeconds(10);
      assertThat(engine.fire(9, again)).isEmpty();

      scene.clock.pass(Duration.ofSeconds(5));
      assertThat(engine.fire(9, again)).extracting(DueTimer::n).containsExactly(1);
      assertThat(engine.fire(9, again)).isEmpty();
      engine.retime(job, 1, Duration.ZERO);
      assertThat(engine.fire(9, again)).extracting(DueTimer::n).containsExactly(2);

      scene.finish(report(scene.claim(node), Outcome.DONE), scene.end(job, JobState.COMPLETED));
      scene.clock.pass(again);
      assertThat(engine.fire(9, again)).isEmpty();
    }
  }

  @Nested
  class Money {
    @Test
    void nobody_creates_twice_while_the_first_may_stand() {
      long job = scene.running(key);
      int mortal = scene.node();
      var lost = scene.claim(mortal);
      long effect = engine.intend(mortal, job, 1, lost.epoch()).orElseThrow();
      assertThat(engine.intend(mortal, job, 1, lost.epoch())).isEmpty();

      scene.bury(node, TTL.plusSeconds(1));
      var claim = scene.claim(node);
      assertThat(engine.intend(node, job, 1, claim.epoch())).isEmpty();

      assertThat(engine.resolve(effect, 2, null, "refused there")).isTrue();
      assertThat(engine.intend(node, job, 1, claim.epoch())).isPresent();
    }

    @Test
    void the_handle_counts_without_a_lease_and_the_held_job_goes_on() {
      long job = scene.running(key);
      int mortal = scene.node();
      var lost = scene.claim(mortal);
      long effect = engine.intend(mortal, job, 1, lost.epoch()).orElseThrow();
      scene.bury(node, TTL.plusSeconds(1));
      scene.finish(report(scene.claim(node), Outcome.PARKED));
      scene.decide(scene.hold(job, Hold.DOUBT));
      assertThat(scene.state(job)).isEqualTo(JobState.HELD);

      assertThat(engine.resolve(effect, 1, "h1", null)).isTrue();
      assertThat(scene.state(job)).isEqualTo(JobState.QUEUED);
      assertThat(scene.admit()).isEqualTo(1);
      assertThat(scene.claim(node).job()).isEqualTo(job);
      assertThat(engine.resolve(effect, 1, "h2", null)).isFalse();
    }

    @Test
    void a_hold_decided_before_the_doubt_was_resolved_is_stale() {
      long job = scene.running(key);
      var claim = scene.claim(node);
      long effect = engine.intend(node, job, 1, claim.epoch()).orElseThrow();
      scene.finish(report(claim, Outcome.PARKED));
      var hold = scene.hold(job, Hold.DOUBT);
      engine.resolve(effect, 1, "h", null);

      assertThat(scene.decide(hold)).containsExactly(new Refusal(What.STALE, job, 0));
      assertThat(scene.tasks(job)).containsExactly(TaskState.READY);
    }

    @Test
    void a_cancelled_job_with_a_generation_outside_is_cancelled_there_first() {
      long job = scene.running(key);
      var claim = scene.claim(node);
      long effect = engine.intend(node, job, 1, claim.epoch()).orElseThrow();
      scene.finish(report(claim, Outcome.LOOK_AGAIN, Duration.ofMinutes(1), null));

      assertThat(engine.cancel(job)).isEqualTo(Cancelled.STOPPING);
      var last = scene.claim(node);
      assertThat(last.stop()).isTrue();
      engine.resolve(effect, 2, null, "cancelled there");
      assertThat(scene.finish(report(last, Outcome.STOPPED), scene.end(job, JobState.CANCELLED)))
          .isEmpty();
    }

    @Test
    void a_dead_letter_with_an_unresolved_paid_call_is_not_replayed() {
      long job = scene.running(key);
      var claim = scene.claim(node);
      long effect = engine.intend(node, job, 1, claim.epoch()).orElseThrow();
      scene.fail(job, claim);
      assertThat(engine.replay(job)).isEmpty();

      engine.resolve(effect, 2, null, "refused");
      assertThat(engine.replay(job)).contains(job + 1);
      assertThat(engine.replay(job)).contains(job + 1);
    }
  }

  @Nested
  class AtRest {
    @Test
    void no_job_ends_or_is_held_while_a_task_may_run() {
      long job = scene.running(key);
      var notAtRest = new Refusal(What.NOT_AT_REST, job, 0);

      assertThat(scene.decide(scene.end(job, JobState.COMPLETED))).containsExactly(notAtRest);
      assertThat(scene.decide(scene.hold(job, Hold.REVIEW))).containsExactly(notAtRest);
      scene.claim(node);
      assertThat(scene.decide(scene.end(job, JobState.FAILED))).containsExactly(notAtRest);
    }

    @Test
    void who_stops_is_woken_and_ends_as_what_he_was_stopped_for() {
      long job = scene.running(key);
      scene.finish(report(scene.claim(node), Outcome.DONE), scene.goOn(job, 2, 3));
      var claims = scene.claim(node, 1);
      scene.finish(report(claims.get(0), Outcome.FAILED), scene.stop(job, JobState.FAILED));
      assertThat(scene.tasks(job))
          .containsExactly(TaskState.DONE, TaskState.FAILED, TaskState.CANCELLED);
      assertThat(scene.hasLetter(job)).isTrue();

      assertThat(scene.decide(scene.end(job, JobState.CANCELLED)))
          .containsExactly(new Refusal(What.STALE, job, 0));
      assertThat(scene.decide(scene.end(job, JobState.FAILED))).isEmpty();
    }

    @Test
    void cancel_says_what_becomes_of_the_job() {
      long running = scene.running(key);
      long queued = scene.ask(key);

      assertThat(engine.cancel(queued)).isEqualTo(Cancelled.AT_ONCE);
      assertThat(engine.cancel(running)).isEqualTo(Cancelled.STOPPING);
      assertThat(engine.cancel(running)).isEqualTo(Cancelled.STOPPING_ALREADY);
      assertThat(engine.cancel(queued)).isEqualTo(Cancelled.TOO_LATE);
      assertThat(engine.cancel(99)).isEqualTo(Cancelled.NO_SUCH_JOB);
      assertThat(scene.decide(scene.end(running, JobState.CANCELLED))).isEmpty();
    }

    @Test
    void a_held_job_frees_its_place_and_resumes_at_the_head_of_its_line() {
      long held = scene.running(key);
      long next = scene.ask(key);
      long last = scene.ask(key);
      scene.finish(report(scene.claim(node), Outcome.DONE), scene.hold(held, Hold.REVIEW));
      int seen = scene.load(held).rev();
      assertThat(scene.admit()).isEqualTo(1);

      assertThat(engine.approve(held, seen)).isTrue();
      assertThat(engine.approve(held, seen)).isFalse();
      scene.finish(report(scene.claim(node), Outcome.DONE), scene.end(next, JobState.COMPLETED));
      scene.admit();
      assertThat(scene.state(held)).isEqualTo(JobState.RUNNING);
      assertThat(scene.state(last)).isEqualTo(JobState.QUEUED);
      assertThat(scene.hasLetter(held)).isTrue();
      assertThat(scene.load(held).approvals()).isEqualTo(1);
    }

    @Test
    void a_dead_letter_blocks_its_key_if_the_key_says_so_and_its_replay_takes_its_place() {
      engine.keySet(key, null, null, null, null, true);
      long letter = scene.running(key);
      long next = scene.ask(key);
      scene.fail(letter, scene.claim(node));
      assertThat(scene.admit()).isZero();

      long replay = engine.replay(letter).orElseThrow();
      scene.admit();
      assertThat(scene.state(replay)).isEqualTo(JobState.RUNNING);
      scene.fail(replay, scene.claim(node));
      assertThat(scene.admit()).isZero();
      assertThat(engine.discard(replay)).isTrue();
      assertThat(engine.discard(replay)).isFalse();
      scene.admit();
      assertThat(scene.state(next)).isEqualTo(JobState.RUNNING);
    }

    @Test
    void lists_show_the_newest_first() {
      long first = scene.running(key);
      long second = scene.ask(key);

      assertThat(engine.list(key, Set.of(), 0, 9))
          .extracting(job -> job.job())
          .containsExactly(second, first);
      assertThat(engine.list(0, Set.of(JobState.RUNNING), 0, 9))
          .extracting(job -> job.job())
          .containsExactly(first);
      assertThat(engine.list(key, Set.of(), second, 9)).hasSize(1);
      assertThat(engine.find(first).flatMap(job -> Optional.ofNullable(job.startedAt())))
          .isPresent();
      assertThat(engine.find(99)).isEmpty();
    }
  }

  @Test
  void each_lane_is_claimed_for_itself() {
    long job = scene.running(key);
    var claim = scene.claim(node);
    scene.finish(
        report(claim, Outcome.DONE),
        Decision.goOn(
            scene.load(job),
            List.of(new Decision.NewTask(2, 5, 0), new Decision.NewTask(3, 6, 0)),
            List.of(new NewFact(FactKind.PROGRESS, "{}"))));

    assertThat(engine.claim(node, Map.of(5, 9, 7, 9)))
        .extracting(taken -> taken.no())
        .containsExactly(2);
  }
}
