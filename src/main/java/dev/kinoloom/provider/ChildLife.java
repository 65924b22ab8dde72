package dev.kinoloom.provider;

import dev.kinoloom.provider.Ended.How;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A running process and why it ended; may be ended from any thread, more than once. */
final class ChildLife {
  private final Process process;
  private How how = How.EXITED;

  ChildLife(Process process) {
    this.process = process;
  }

  Process process() {
    return process;
  }

  /** The first reason counts; none does when it has ended by itself already. */
  synchronized void end(How why) {
    if (process.isAlive()) {
      how = how == How.EXITED ? why : how;
      List<ProcessHandle> family = process.descendants().toList();
      process.destroyForcibly();
      family.forEach(ProcessHandle::destroyForcibly);
    }
  }

  synchronized How how() {
    return how;
  }

  /**
   * Waits for its end, and ends it when {@code most} is over, or when it said nothing for {@code
   * quiet}; null: it may be silent. Looks at what it takes meanwhile.
   */
  void await(Duration most, @Nullable Duration quiet, Listener out, ChildUsage usage)
      throws InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    while (true) {
      long now = System.nanoTime();
      long left = end - now;
      if (quiet != null) {
        left = Math.min(left, out.lastHeard() + quiet.toNanos() - now);
      }
      long look = Math.min(left, usage.untilNextLook());
      if (process.waitFor(Math.max(0, look), TimeUnit.NANOSECONDS)) {
        return;
      }
      usage.look();
      if (left <= 0) {
        end(How.TIMED_OUT);
        return;
      }
    }
  }
}
