package dev.kinoloom.tracker;

import dev.kinoloom.codec.Payloads;
import dev.kinoloom.codec.TrackData;
import dev.kinoloom.domain.Checked;
import dev.kinoloom.domain.DueCheck;
import dev.kinoloom.domain.Durations;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.Likeness;
import dev.kinoloom.domain.ProgressMath;
import dev.kinoloom.domain.Told;
import dev.kinoloom.domain.Tracked;
import dev.kinoloom.domain.Tracked.OpenTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a check of one job comes to. Pure: the same look, history and chance give the same answer.
 *
 * @param history how long the like of something took
 * @param chance 0 to 1, for jitter
 */
record Estimate(Function<Likeness, Durations> history, double chance) {
  /** {@code due}: the check; {@code job}: what it saw. */
  Checked of(DueCheck due, Tracked job) {
    var state = job.state();
    if (state == null || state.isFinal()) {
      return new Checked(job.job(), job.lastSeq(), null, 0, null);
    }
    int quiet = job.lastSeq() > job.seenSeq() ? 0 : due.index();
    if (state != JobState.RUNNING) {
      return checked(job, quiet, Optional.empty(), null);
    }
    var before = TrackData.estimate(job.estimate());
    var parts = new ArrayList<Told.Estimated.Part>();
    var longest = Optional.<Duration>empty();
    for (var task : job.open()) {
      var told = told(task);
      if (told.isPresent()) {
        longest = longer(longest, total(told.get(), task));
        part(told.get(), task, before).ifPresent(parts::add);
      }
    }
    var left = left(job);
    boolean news =
        parts.stream().anyMatch(part -> ProgressMath.isNews(known(before, part), part.percent()))
            || left.filter(now -> isNews(job, before.left(), now)).isPresent();
    var fact = news ? TrackData.estimate(new Told.Estimated(parts, left.orElse(null))) : null;
    return checked(job, quiet, longest, fact);
  }

  private Checked checked(
      Tracked job, int quiet, Optional<Duration> expected, @Nullable String fact) {
    return new Checked(
        job.job(), job.lastSeq(), ProgressMath.next(quiet, expected, chance), quiet, fact);
  }

  /** What who works at it has told, if it is of this attempt. */
  private static Optional<TrackData.Working> told(OpenTask task) {
    return Optional.ofNullable(task.told())
        .flatMap(TrackData::working)
        .filter(told -> task.looking() || told.epoch() == task.epoch());
  }

  private static Duration elapsed(TrackData.Working told, OpenTask task) {
    return told.elapsed().plus(task.toldAge());
  }

  private Optional<Duration> total(TrackData.Working told, OpenTask task) {
    return ProgressMath.total(history.apply(told.like()), elapsed(told, task));
  }

  /** Empty while what is told stands, or when nothing like it is known. */
  private Optional<Told.Estimated.Part> part(
      TrackData.Working told, OpenTask task, Told.Estimated before) {
    if (told.percent() > 0 && task.toldAge().compareTo(ProgressMath.NATIVE_STANDS) < 0) {
      return Optional.empty();
    }
    double least = Math.max(told.percent(), percent(before, told.stage(), told.part()));
    return ProgressMath.percent(history.apply(told.like()), elapsed(told, task), least)
        .map(
            percent ->
                new Told.Estimated.Part(
                    told.stage(), told.part(), told.share(), told.of(), rounded(percent)));
  }

  private static double known(Told.Estimated before, Told.Estimated.Part part) {
    return percent(before, part.stage(), part.part());
  }

  private static double percent(Told.Estimated before, String stage, int part) {
    return before.parts().stream()
        .filter(one -> one.part() == part && one.stage().equals(stage))
        .mapToDouble(Told.Estimated.Part::percent)
        .findFirst()
        .orElse(0);
  }

  private Optional<Duration> left(Tracked job) {
    return Payloads.brief(job.payload())
        .map(Likeness::ofJob)
        .flatMap(like -> ProgressMath.left(history.apply(like), job.age()));
  }

  private static boolean isNews(Tracked job, @Nullable Duration told, Duration now) {
    return told == null || ProgressMath.isNews(told.minus(job.estimateAge()), now);
  }

  private static Optional<Duration> longer(Optional<Duration> one, Optional<Duration> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isEmpty() ? other : one;
    }
    return one.get().compareTo(other.get()) >= 0 ? one : other;
  }

  private static double rounded(double percent) {
    return Math.round(10 * percent) / 10.0;
  }
}
