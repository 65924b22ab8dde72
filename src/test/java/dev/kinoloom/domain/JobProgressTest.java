package dev.kinoloom.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.domain.JobStatus.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JobProgressTest {
  private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
  private static final Failure TROUBLE = new Failure(FailureKind.TIMEOUT, "It took too long");

  private static Told told(int seq, long second, Told.What what) {
    return new Told(seq, START.plusSeconds(second), what);
  }

  private static JobProgress after(Told.What... whats) {
    var facts = new ArrayList<Told>();
    for (var what : whats) {
      facts.add(told(facts.size() + 1, facts.size(), what));
    }
    return JobProgress.NONE.with(facts);
  }

  private static JobStatus status(Told.What... whats) {
    return after(whats).status(START.plusSeconds(whats.length - 1L));
  }

  @Test
  void an_accepted_job_is_pending_and_has_done_nothing() {
    var status = status(new Told.Accepted());
    assertThat(status.phase()).isEqualTo(Phase.PENDING);
    assertThat(status.percent()).isZero();
    assertThat(status.steps()).isEmpty();
    assertThat(status.stage()).isNull();
    assertThat(status.createdAt()).isEqualTo(START);
  }

  @Test
  void percent_is_what_done_tasks_are_worth_and_what_running_ones_have_earned() {
    var status =
        status(
            new Told.Accepted(),
            new Told.Started(),
            new Told.Done("script", 0, 10, 1, 1, false),
            new Told.Running("voice", 0, 20, 50, 0, "Speaking"),
            new Told.Running("visuals", 0, 8, 25, 0, "Drawing"));
    assertThat(status.percent()).isEqualTo(10 + 10 + 2);
    assertThat(status.stage()).isEqualTo("Visuals");
    assertThat(status.message()).isEqualTo("Drawing");
    assertThat(status.steps()).containsExactly("Initialized", "Script Generated");
  }

  @Test
  void a_stage_says_how_many_of_its_tasks_are_done_and_its_step_comes_with_the_last() {
    var some = status(new Told.Started(), new Told.Done("voice", 1, 5, 1, 2, false));
    assertThat(some.itemsDone()).isEqualTo(1);
    assertThat(some.itemsTotal()).isEqualTo(2);
    assertThat(some.message()).isEqualTo("Voice: 1 of 2");
    assertThat(some.steps()).containsExactly("Initialized");
    assertThat(some.stages().get(0).percent()).isEqualTo(50);
    var all =
        status(
            new Told.Started(),
            new Told.Done("voice", 1, 5, 1, 2, false),
            new Told.Done("voice", 0, 5, 2, 2, true));
    assertThat(all.steps()).containsExactly("Initialized", "Audio Synthesized");
    assertThat(all.message()).isEqualTo("Voice: 2 of 2, kept");
    assertThat(all.stages().get(0).percent()).isEqualTo(100);
  }

  @Test
  void a_task_that_is_told_done_twice_counts_once() {
    var status =
        status(
            new Told.Started(),
            new Told.Done("voice", 0, 30, 1, 2, false),
            new Told.Done("voice", 0, 30, 1, 2, true));
    assertThat(status.percent()).isEqualTo(30);
    assertThat(status.itemsDone()).isEqualTo(1);
  }

  @Test
  void a_setback_is_told_and_takes_nothing_back() {
    var status =
        status(
            new Told.Started(),
            new Told.Running("voice", 0, 40, 90, 0, "Speaking"),
            new Told.Setback("voice", 0, TROUBLE, 4_000),
            new Told.Running("voice", 0, 40, 10, 0, "Speaking"));
    assertThat(status.percent()).isEqualTo(36);
    var then = status(new Told.Started(), new Told.Setback("voice", 0, TROUBLE, 4_000)).message();
    assertThat(then).isEqualTo("Voice: It took too long; next try in 4 s");
  }

  @Test
  void all_shares_together_are_not_yet_hundred_percent_only_completion_is() {
    var almost = after(new Told.Started(), new Told.Done("composition", 0, 250, 1, 1, false));
    assertThat(almost.status(START).percent()).isEqualTo(99);
    var completed = almost.with(List.of(told(3, 9, new Told.Completed(null))));
    assertThat(completed.status(START).percent()).isEqualTo(100);
    assertThat(completed.phase()).isEqualTo(Phase.COMPLETED);
    assertThat(completed.status(START).steps()).endsWith("Video Composed", "Completed");
  }

  @Test
  void a_failed_job_keeps_its_percent_and_says_why() {
    var status =
        status(
            new Told.Started(),
            new Told.Done("script", 0, 10, 1, 1, false),
            new Told.Failed("voice", TROUBLE));
    assertThat(status.phase()).isEqualTo(Phase.FAILED);
    assertThat(status.percent()).isEqualTo(10);
    assertThat(status.failure()).isEqualTo(TROUBLE);
    assertThat(status.stage()).isEqualTo("Voice");
    assertThat(status.etaSeconds()).isNull();
  }

  @Test
  void the_time_left_follows_from_the_pace_and_shrinks_with_the_time() {
    var progress =
        JobProgress.NONE.with(
            List.of(
                told(1, 0, new Told.Started()),
                told(2, 25, new Told.Running("voice", 0, 50, 50, 0, ""))));
    assertThat(progress.status(START.plusSeconds(25)).etaSeconds()).isEqualTo(75);
    assertThat(progress.status(START.plusSeconds(35)).etaSeconds()).isEqualTo(65);
    assertThat(progress.status(START.plusSeconds(900)).etaSeconds()).isEqualTo(1);
  }

  private static Told.Estimated thought(double percent, @Nullable Duration left) {
    return new Told.Estimated(List.of(new Told.Estimated.Part("clip", 0, 50, 1, percent)), left);
  }

  @Test
  void an_estimate_moves_the_percent_and_says_that_it_is_one() {
    var status = status(new Told.Accepted(), new Told.Started(), thought(40, null));

    assertThat(status.percent()).isEqualTo(20);
    assertThat(status.estimated()).isTrue();
    assertThat(status.stage()).isEqualTo("Clip");
  }

  @Test
  void an_estimate_takes_no_word_from_who_works() {
    var status =
        status(
            new Told.Started(),
            new Told.Running("voice", 0, 20, 50, 0, "Speaking"),
            new Told.Running("clip", 0, 50, 60, 0, "Painting"),
            thought(10, null));

    assertThat(status.percent()).isEqualTo(40);
    assertThat(status.message()).isEqualTo("Painting");
    assertThat(status.estimated()).isFalse();
  }

  @Test
  void who_works_puts_an_end_to_the_estimate() {
    var told = status(new Told.Started(), thought(40, null), running("clip", 45));
    var done =
        status(new Told.Started(), thought(40, null), new Told.Done("clip", 0, 50, 1, 1, false));

    assertThat(told.estimated()).isFalse();
    assertThat(done.estimated()).isFalse();
    assertThat(done.percent()).isEqualTo(50);
  }

  private static Told.Running running(String stage, double percent) {
    return new Told.Running(stage, 0, 50, percent, 0, "m");
  }

  @Test
  void the_time_that_the_like_took_is_shown_until_there_is_a_pace() {
    var progress =
        JobProgress.NONE.with(
            List.of(
                told(1, 0, new Told.Started()),
                told(2, 1, new Told.Estimated(List.of(), Duration.ofSeconds(99)))));

    assertThat(progress.status(START.plusSeconds(1)).etaSeconds()).isEqualTo(99);
    assertThat(progress.status(START.plusSeconds(60)).etaSeconds()).isEqualTo(40);
    assertThat(progress.status(START.plusSeconds(200)).etaSeconds()).isNull();
  }

  @Test
  void the_further_a_job_is_the_more_its_own_pace_counts() {
    var progress =
        JobProgress.NONE.with(
            List.of(
                told(1, 0, new Told.Started()),
                told(2, 1, new Told.Estimated(List.of(), Duration.ofSeconds(199))),
                told(3, 100, new Told.Done("voice", 0, 20, 1, 1, false)),
                told(4, 100, new Told.Done("clip", 0, 30, 1, 1, false))));

    assertThat(progress.status(START.plusSeconds(100)).etaSeconds()).isEqualTo(100);
    var slower = progress.with(List.of(told(5, 180, new Told.Done("film", 0, 10, 1, 1, false))));
    assertThat(slower.status(START.plusSeconds(180)).etaSeconds())
        .isEqualTo(Math.round(0.6 * 120 + 0.4 * 20));
  }

  @Test
  void the_time_for_which_a_job_was_held_is_not_part_of_its_pace() {
    var progress =
        JobProgress.NONE.with(
            List.of(
                told(1, 0, new Told.Started()),
                told(2, 10, new Told.Held()),
                told(3, 5_010, new Told.Resumed()),
                told(4, 5_020, new Told.Running("voice", 0, 50, 40, 0, ""))));
    assertThat(progress.status(START.plusSeconds(5_020)).etaSeconds()).isEqualTo(80);
  }

  @Test
  void facts_that_are_known_already_change_nothing() {
    var once = after(new Told.Started(), new Told.Running("voice", 0, 50, 40, 0, "x"));
    var again = once.with(List.of(told(2, 1, new Told.Running("voice", 0, 50, 90, 0, "y"))));
    assertThat(again.status(START)).isEqualTo(once.status(START));
  }

  @Test
  void folding_changes_only_the_new_value() {
    var before = after(new Told.Started(), new Told.Running("voice", 0, 50, 40, 0, "x"));
    var seen = before.status(START);
    before.with(List.of(told(3, 2, new Told.Done("voice", 0, 50, 1, 1, false))));
    assertThat(before.status(START)).isEqualTo(seen);
  }

  @Property
  void it_never_goes_backwards_and_is_hundred_only_when_completed(
      @ForAll("histories") List<Told.What> history) {
    var progress = JobProgress.NONE;
    int seq = 0;
    int before = 0;
    for (var what : history) {
      seq++;
      progress = progress.with(List.of(told(seq, seq * 3L, what)));
      var status = progress.status(START.plusSeconds(seq * 3L));
      assertThat(status.percent()).isBetween(before, 100);
      assertThat(status.percent() == 100).isEqualTo(status.phase() == Phase.COMPLETED);
      assertThat(status.etaSeconds() == null || status.etaSeconds() >= 1).isTrue();
      assertThat(status.stages()).allMatch(s -> s.percent() >= 0 && s.percent() <= 100);
      before = status.percent();
    }
  }

  @Property
  void all_at_once_is_the_same_as_one_by_one(@ForAll("histories") List<Told.What> history) {
    var facts = new ArrayList<Told>();
    history.forEach(what -> facts.add(told(facts.size() + 1, facts.size(), what)));
    var oneByOne = JobProgress.NONE;
    for (var fact : facts) {
      oneByOne = oneByOne.with(List.of(fact));
    }
    assertThat(JobProgress.NONE.with(facts).status(START)).isEqualTo(oneByOne.status(START));
  }

  @Provide
  Arbitrary<List<Told.What>> histories() {
    var stage = Arbitraries.of("brief", "script", "voice", "visuals", "composition", "later");
    var part = Arbitraries.integers().between(0, 4);
    var share = Arbitraries.doubles().between(-5, 60);
    var percent = Arbitraries.doubles().between(-10, 140);
    Arbitrary<Told.What> running =
        Combinators.combine(stage, part, share, percent)
            .as((s, p, sh, pc) -> new Told.Running(s, p, sh, pc, 0, "m"));
    Arbitrary<Told.What> done =
        Combinators.combine(stage, part, share, part)
            .as((s, p, sh, d) -> new Told.Done(s, p, sh, d, 5, false));
    Arbitrary<Told.What> setback =
        Combinators.combine(stage, part).as((s, p) -> new Told.Setback(s, p, TROUBLE, 10));
    Arbitrary<Told.What> thought =
        Combinators.combine(stage, part, share, percent)
            .as(
                (s, p, sh, pc) ->
                    new Told.Estimated(
                        List.of(new Told.Estimated.Part(s, p, sh, 0, pc)),
                        p == 0 ? null : Duration.ofSeconds(p)));
    Arbitrary<Told.What> rest =
        Arbitraries.of(
            new Told.Started(),
            new Told.Resumed(),
            new Told.Held(),
            new Told.CancelRequested(),
            new Told.Other());
    Arbitrary<Told.What> end =
        Arbitraries.of(
            new Told.Completed(null), new Told.Cancelled(), new Told.Failed("voice", TROUBLE));
    return Arbitraries.frequencyOf(
            Tuple.of(8, running),
            Tuple.of(5, done),
            Tuple.of(5, thought),
            Tuple.of(2, setback),
            Tuple.of(2, rest),
            Tuple.of(1, end))
        .list()
        .ofMaxSize(60);
  }
}
