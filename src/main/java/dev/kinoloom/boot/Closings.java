package dev.kinoloom.boot;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was opened and must be closed again, in the opposite order. What fails to close keeps
 * nothing before it open.
 */
final class Closings implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Closings.class);

  private final Deque<AutoCloseable> closings = new ArrayDeque<>();

  /** Something was opened; {@code closing} closes it, once, before all that was opened earlier. */
  void push(AutoCloseable closing) {
    closings.push(closing);
  }

  @Override
  public void close() {
    while (!closings.isEmpty()) {
      try {
        closings.pop().close();
      } catch (Exception e) {
        log.warn("something did not close cause={}", String.valueOf(e.getMessage()), e);
      }
    }
  }
}
