package dev.kinoloom.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.codec.TrackData;
import dev.kinoloom.domain.Checked;
import dev.kinoloom.domain.DueCheck;
import dev.kinoloom.domain.Durations;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.Likeness;
import dev.kinoloom.domain.Told;
import dev.kinoloom.domain.Tracked;
import dev.kinoloom.domain.Tracked.OpenTask;
import dev.kinoloom.pipeline.Briefs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EstimateTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Likeness CLIP = Likeness.of("clip", "slow", "one", 5);
  private static final Durations A_MINUTE = new Durations(Map.of(Durations.bucket(MINUTE), 9L));
  private static final DueCheck DUE = new DueCheck(7, 3, Duration.ZERO);

  private final Estimate estimate =
      new Estimate(like -> like.equals(CLIP) ? A_MINUTE : Durations.NONE, 0.5);

  private static OpenTask task(double percent, Duration age, boolean looking, int epoch) {
    var working = new TrackData.Working(4, "clip", 2, 30, 3, percent, Duration.ofSeconds(1), CLIP);
    return new OpenTask(1003, epoch, looking, TrackData.working(1003, working, "m"), age);
  }

  private static Tracked job(
      @Nullable JobState state, int seen, @Nullable String before, OpenTask... open) {
    return new Tracked(
        7, state, Briefs.payload(), 9, seen, MINUTE, List.of(open), before, Duration.ofSeconds(5));
  }

  private Checked of(Tracked job) {
    return estimate.of(DUE, job);
  }

  private static Told.Estimated told(Checked check) {
    return TrackData.estimate(check.fact());
  }

  @Test
  void who_says_nothing_is_estimated_by_how_long_the_like_took() {
    var check = of(job(JobState.RUNNING, 9, null, task(0, Duration.ofSeconds(29), false, 4)));

    var part = told(check).parts().get(0);
    assertThat(List.of(part.stage(), part.part(), part.share(), part.of()))
        .isEqualTo(List.of("clip", 2, 30.0, 3));
    assertThat(part.percent()).isBetween(45.0, 55.0);
  }

  @Test
  void who_told_lately_is_believed_and_not_estimated() {
    var check = of(job(JobState.RUNNING, 9, null, task(10, Duration.ofSeconds(14), false, 4)));

    assertThat(check.fact()).isNull();
  }

  @Test
  void who_told_long_ago_is_estimated_from_there() {
    var check = of(job(JobState.RUNNING, 9, null, task(80, Duration.ofSeconds(20), false, 4)));

    assertThat(check.fact()).isNotNull();
    assertThat(told(check).parts().get(0).percent()).isEqualTo(80);
  }

  @Test
  void what_was_told_before_is_neither_repeated_nor_taken_back() {
    var open = task(0, Duration.ofSeconds(29), false, 4);
    var before = told(of(job(JobState.RUNNING, 9, null, open)));
    var more = new Told.Estimated(List.of(new Told.Estimated.Part("clip", 2, 30, 3, 90)), null);

    assertThat(of(job(JobState.RUNNING, 9, TrackData.estimate(before), open)).fact()).isNull();
    assertThat(of(job(JobState.RUNNING, 9, TrackData.estimate(more), open)).fact()).isNull();
  }

  @Test
  void an_attempt_that_has_said_nothing_yet_does_not_inherit_the_time_of_the_one_before() {
    assertThat(of(job(JobState.RUNNING, 9, null, task(0, MINUTE, false, 5))).fact()).isNull();
    assertThat(of(job(JobState.RUNNING, 9, null, task(0, MINUTE, true, 5))).fact()).isNotNull();
  }

  @Test
  void what_nobody_ever_did_is_not_estimated() {
    var nothing = new Estimate(like -> Durations.NONE, 0.5);

    var check = nothing.of(DUE, job(JobState.RUNNING, 9, null, task(0, MINUTE, false, 4)));

    assertThat(check.fact()).isNull();
    assertThat(check.next()).isEqualTo(Duration.ofSeconds(8));
  }

  @Test
  void the_time_left_of_a_job_is_told_from_how_long_the_like_of_it_took() {
    var jobs =
        new Estimate(
            like -> like.stage().equals(Likeness.WHOLE_JOB) ? A_MINUTE.times(4) : Durations.NONE,
            0.5);

    var check = jobs.of(DUE, job(JobState.RUNNING, 9, null));

    var left = told(check).left();
    assertThat(left).isBetween(Duration.ofSeconds(160), Duration.ofSeconds(200));
    var soon = jobs.of(DUE, job(JobState.RUNNING, 9, check.fact()));
    assertThat(soon.fact()).isNull();
  }

  @Test
  void a_change_brings_the_next_look_nearer() {
    assertThat(of(job(JobState.RUNNING, 9, null)).next()).isEqualTo(Duration.ofSeconds(8));
    assertThat(of(job(JobState.RUNNING, 9, null)).index()).isEqualTo(3);
    assertThat(of(job(JobState.RUNNING, 8, null)).next()).isEqualTo(Duration.ofSeconds(1));
    assertThat(of(job(JobState.RUNNING, 8, null)).index()).isZero();
  }

  @Test
  void a_job_that_is_held_or_stopping_is_told_nothing_of() {
    for (var state : List.of(JobState.HELD, JobState.STOPPING, JobState.QUEUED)) {
      assertThat(of(job(state, 9, null, task(0, MINUTE, false, 4))).fact()).isNull();
      assertThat(of(job(state, 9, null)).next()).isNotNull();
    }
  }

  @Test
  void a_job_that_has_ended_or_is_gone_is_looked_at_no_more() {
    assertThat(of(job(JobState.COMPLETED, 9, null)).next()).isNull();
    assertThat(of(job(null, 9, null)).next()).isNull();
  }

  @Test
  void facts_of_other_versions_are_no_news_and_no_trouble() {
    for (var data : List.of("{}", "{\"no\":1003,\"stage\":\"clip\",\"percent\":3}", "no JSON")) {
      var check = of(job(JobState.RUNNING, 9, null, new OpenTask(1003, 4, false, data, MINUTE)));
      assertThat(check.fact()).isNull();
    }
  }
}
