package dev.kinoloom.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.domain.Durations;
import dev.kinoloom.domain.Likeness;
import dev.kinoloom.domain.Told;
import dev.kinoloom.ops.Meters;
import dev.kinoloom.pipeline.Hints;
import dev.kinoloom.store.HistoryStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checks of many jobs on a clock that stands until told. */
class TrackerTest {
  private static final Duration PULSE = Duration.ofMillis(250);
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

  private final TrackedJobs jobs = new TrackedJobs();
  private final Memory memory = new Memory();
  private final History history = new History(memory);
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Set<Long> hinted = new HashSet<>();
  private final Random chance = new Random(11);
  private final Tracker tracker =
      new Tracker(jobs, history, new Noted(), new Meters(registry), chance::nextDouble);

  /** What was added, at once. */
  private static final class Memory implements HistoryStore {
    private final Map<Likeness, Map<Integer, Long>> added = new HashMap<>();

    @Override
    public Future<Void> add(Map<Likeness, Map<Integer, Long>> counts) {
      added.putAll(counts);
      return Future.succeededFuture();
    }

    @Override
    public Future<Map<Likeness, Durations>> all() {
      var all = new HashMap<Likeness, Durations>();
      added.forEach((like, counts) -> all.put(like, new Durations(counts)));
      return Future.succeededFuture(all);
    }

    @Override
    public Future<Void> forget() {
      return Future.succeededFuture();
    }
  }

  private final class Noted implements Hints {
    @Override
    public void changed(Set<Long> changed) {
      hinted.addAll(changed);
    }

    @Override
    public void work(Set<Integer> lanes) {}

    @Override
    public void stop(Set<Long> some) {}
  }

  @BeforeEach
  void clipsTakeTenMinutes() {
    var recorder = new Recorder(memory);
    for (int i = 0; i < 20; i++) {
      recorder.took(TrackedJobs.CLIP, TEN_MINUTES.plusSeconds(i));
    }
    recorder.flush().await();
    history.refresh().await();
  }

  private void run(Duration time) {
    for (var left = time; left.compareTo(Duration.ZERO) > 0; left = left.minus(PULSE)) {
      jobs.pass(PULSE);
      tracker.check().await();
    }
  }

  private double count(String outcome) {
    return registry.counter("kinoloom.checks", "outcome", outcome).count();
  }

  @Test
  void a_silent_task_of_ten_minutes_goes_forward_in_small_steps() {
    jobs.begin(1);
    jobs.works(1, 0);

    run(TEN_MINUTES);

    var told = jobs.estimates(1).stream().flatMap(one -> one.parts().stream()).toList();
    assertThat(told).hasSizeBetween(18, 45);
    assertThat(told).extracting(Told.Estimated.Part::percent).isSorted().doesNotHaveDuplicates();
    assertThat(told.get(told.size() - 1).percent()).isBetween(85.0, 95.0);
    assertThat(jobs.progress(1).status(jobs.now()).percent()).isBetween(68, 76);
    assertThat(jobs.progress(1).status(jobs.now()).estimated()).isTrue();
    assertThat(hinted).containsExactly(1L);
    assertThat(jobs.late()).allSatisfy(late -> assertThat(late).isLessThan(Duration.ofSeconds(1)));
  }

  @Test
  void what_a_provider_tells_is_told_by_nobody_else() {
    jobs.begin(1);
    for (int percent = 0; percent < 60; percent++) {
      jobs.works(1, percent);
      run(Duration.ofSeconds(10));
    }

    assertThat(jobs.estimates(1)).allSatisfy(told -> assertThat(told.parts()).isEmpty());
    assertThat(jobs.progress(1).status(jobs.now()).estimated()).isFalse();
  }

  @Test
  void a_quiet_job_of_which_nothing_is_known_is_looked_at_less_and_less() {
    memory.added.clear();
    history.refresh().await();
    jobs.begin(1);
    var pauses = new ArrayList<Long>();
    for (int seen = 0; pauses.size() < 7; ) {
      run(PULSE);
      if (jobs.late().size() > seen) {
        seen = jobs.late().size();
        pauses.add(Math.round(jobs.untilNext(1).toMillis() / 1000.0));
      }
    }

    assertThat(pauses.subList(0, 3)).containsExactly(1L, 2L, 4L);
    assertThat(pauses.get(6)).isBetween(27L, 33L);
    jobs.works(1, 5);
    run(Duration.ofSeconds(34));
    assertThat(jobs.untilNext(1)).isLessThan(Duration.ofSeconds(6));
  }

  @Test
  void who_is_spoken_of_between_the_look_and_the_word_is_looked_at_again_at_once() {
    jobs.begin(1);
    jobs.works(1, 0);
    jobs.pass(Duration.ofMinutes(2));
    jobs.interrupt(1);

    run(PULSE);

    assertThat(jobs.late()).hasSize(1);
    assertThat(jobs.estimates(1)).hasSize(1);
    assertThat(List.of(count("told"), count("quiet"))).containsExactly(1.0, 0.0);
  }

  @Test
  void missed_checks_come_as_one() {
    jobs.begin(1);
    run(Duration.ofSeconds(3));
    int before = jobs.late().size();

    jobs.pass(Duration.ofHours(3));
    run(PULSE);

    assertThat(jobs.late()).hasSize(before + 1);
  }

  @Test
  void a_thousand_jobs_that_begin_at_once_are_each_looked_at_in_time() {
    for (long job = 1; job <= 1_000; job++) {
      jobs.begin(job);
      jobs.works(job, 0);
    }

    run(Duration.ofMinutes(2));

    for (long job = 1; job <= 1_000; job++) {
      assertThat(jobs.estimates(job)).as("job %d", job).isNotEmpty();
    }
    assertThat(jobs.late()).allSatisfy(late -> assertThat(late).isLessThan(Duration.ofSeconds(1)));
  }

  @Test
  void a_job_that_ends_is_looked_at_no_more() {
    jobs.begin(1);
    run(Duration.ofSeconds(5));
    jobs.end(1);
    int before = jobs.late().size();

    run(TEN_MINUTES);

    assertThat(jobs.late()).hasSize(before);
    assertThat(jobs.isTracked(1)).isFalse();
  }

  @Test
  void a_look_that_fails_harms_no_job_and_comes_again_after_the_safe_interval() {
    jobs.begin(1);
    jobs.works(1, 0);
    jobs.away(true);
    for (int i = 0; i < 40; i++) {
      jobs.pass(PULSE);
      tracker.check().otherwiseEmpty().await();
    }
    assertThat(jobs.late()).as("it is not tried again and again").hasSize(1);
    assertThat(count("failed")).isEqualTo(1);

    jobs.away(false);
    run(Duration.ofMinutes(1));

    assertThat(jobs.estimates(1)).isNotEmpty();
  }

  @Test
  void a_job_that_cannot_be_read_does_not_hold_up_the_others() {
    jobs.begin(1);
    jobs.garble(1);
    jobs.begin(2);
    jobs.works(2, 0);

    run(Duration.ofMinutes(1));

    assertThat(jobs.estimates(2)).isNotEmpty();
    assertThat(jobs.isTracked(1)).isTrue();
  }

  @Test
  void what_was_never_done_in_this_size_is_taken_from_the_nearest_size_in_proportion() {
    var twice = TrackedJobs.CLIP.sized(TrackedJobs.CLIP.size() + 2);
    var farAway = TrackedJobs.CLIP.sized(TrackedJobs.CLIP.size() + 9);

    var minutes = history.of(twice).quantile(0.5).orElseThrow().toMinutes();

    assertThat(minutes).isBetween(18L, 22L);
    assertThat(history.of(farAway).count()).isZero();
    assertThat(history.of(Likeness.of("clip", "other", "one", 5)).count()).isZero();
    assertThat(List.of(count("failed"), count("gone"))).containsExactly(0.0, 0.0);
  }
}
