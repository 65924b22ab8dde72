package dev.kinoloom.domain;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job as a progress check sees it. Ages are by the database's clock.
 *
 * @param job id
 * @param state null = there is no such job any more
 * @param payload the brief as JSON
 * @param lastSeq of its newest fact
 * @param seenSeq of the newest fact when it was last looked at
 * @param age since its start
 * @param open tasks that run, or wait for their next look
 * @param estimate the data of the newest estimate that was told; null = none
 * @param estimateAge since that was told
 */
public record Tracked(
    long job,
    @Nullable JobState state,
    String payload,
    int lastSeq,
    int seenSeq,
    Duration age,
    List<OpenTask> open,
    @Nullable String estimate,
    Duration estimateAge) {
  public Tracked {
    open = List.copyOf(open);
  }

  /**
   * A task that is under way.
   *
   * @param no number within the job
   * @param epoch of its lease
   * @param looking it waits for something outside, and is looked at now and then
   * @param told the data of the newest fact of who works at it; null = none yet
   * @param toldAge since that was told
   */
  public record OpenTask(
      int no, int epoch, boolean looking, @Nullable String told, Duration toldAge) {}
}
