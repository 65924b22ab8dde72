package dev.kinoloom.store.model;

import java.time.Duration;
import java.util.function.Function;

/**
 * One call of a random run, which can be made again on another engine.
 *
 * @param time passes before it
 * @param words what it is, for people
 * @param call what is called; it may look at the model first, to ask no question that has two right
 *     answers
 */
record Step(Duration time, String words, Function<EngineModel, Function<Engine, Object>> call) {
  @Override
  public String toString() {
    return "+%dms %s".formatted(time.toMillis(), words);
  }
}
