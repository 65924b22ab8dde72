package dev.kinoloom.pipeline;

import dev.kinoloom.domain.Likeness;
import java.time.Duration;

/** Remembers how long things took, so that it can be told how long the like of them will take. */
@FunctionalInterface
public interface Experience {
  /** Remembers nothing. */
  Experience NONE = (what, time) -> {};

  /** {@code what} was done, and not found done already, in {@code time}. From any thread. */
  void took(Likeness what, Duration time);
}
