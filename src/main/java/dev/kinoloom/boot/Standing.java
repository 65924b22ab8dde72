package dev.kinoloom.boot;

import dev.kinoloom.domain.JobStatus;
import dev.kinoloom.domain.JobStatus.Phase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a job stands, as a command shows it.
 *
 * @param phase in one word
 * @param percent of the whole
 * @param etaSeconds estimated time left; null = not known
 * @param message what happens now, or why it failed
 * @param worthAnotherTry of a failed job: the same again may succeed
 * @param stages those that have said something
 * @param video what came out; null = nothing yet
 */
record Standing(
    Phase phase,
    int percent,
    @Nullable Integer etaSeconds,
    String message,
    boolean worthAnotherTry,
    List<StageLine> stages,
    @Nullable Made video) {
  /** A stage that has said something. */
  record StageLine(String title, int percent, String message) {}

  /** A finished video. */
  record Made(String title, String size, long durationMillis) {}

  static Standing of(JobStatus status) {
    var failure = status.failure();
    var video = status.video();
    return new Standing(
        status.phase(),
        status.percent(),
        status.etaSeconds(),
        failure == null ? status.message() : failure.forOperators(),
        failure != null && failure.kind().retryable(),
        status.stages().stream()
            .map(stage -> new StageLine(stage.title(), stage.percent(), stage.message()))
            .toList(),
        video == null
            ? null
            : new Made(video.title(), video.size().toString(), video.durationMillis()));
  }
}
