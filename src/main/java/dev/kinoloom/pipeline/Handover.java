package dev.kinoloom.pipeline;

/**
 * The typed key by which a stage hands a value to later ones.
 *
 * @param stage that makes it
 * @param type a record of plain values; large things are artifacts and stand in it as references
 */
public record Handover<T>(String stage, Class<T> type) {
  public TaskId part(int part) {
    return new TaskId(stage, part);
  }
}
