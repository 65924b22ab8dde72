package dev.kinoloom.pipeline;

import java.time.Duration;

/**
 * What the engine must know of a stage.
 *
 * @param name short, lower case, stable, e.g. {@code voice}
 * @param title for people, e.g. {@code Voice}
 * @param lane its queue, 1 to 90, its own; never changed once released. Lane 1 belongs to the first
 *     stage
 * @param version part of every checkpoint: raise it when the same input gives another output
 * @param weight its part of the whole progress, relative to the other stages
 * @param timeout of one attempt
 * @param retries of one task
 */
public record StageSpec(
    String name,
    String title,
    int lane,
    int version,
    int weight,
    Duration timeout,
    Retries retries) {
  /** The number under which the store knows a part of this stage. */
  public int taskNo(int part) {
    return (lane - 1) * TaskId.PARTS + part + 1;
  }
}
