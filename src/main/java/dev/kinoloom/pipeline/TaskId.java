package dev.kinoloom.pipeline;

/**
 * Names a task within its job.
 *
 * @param stage name of the stage
 * @param part 0 to 998; what a part means is the stage's own affair (mostly: the scene's index)
 */
public record TaskId(String stage, int part) {
  public static final int PARTS = 1000;

  public TaskId {
    if (part < 0 || part >= PARTS - 1) {
      throw new IllegalArgumentException("part " + part);
    }
  }

  @Override
  public String toString() {
    return stage + "/" + part;
  }
}
