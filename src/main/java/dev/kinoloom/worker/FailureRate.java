package dev.kinoloom.worker;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/** How many of a provider's calls failed lately. Safe to use from any thread. */
final class FailureRate {
  private record Call(long atNanos, boolean failed) {}

  private final Deque<Call> calls = new ArrayDeque<>();
  private final long windowNanos;
  private final int atLeast;
  private final double most;
  private final LongSupplier nanos;

  /**
   * {@code most}: share of failures, 0 to 1, that is too many once {@code atLeast} calls ended
   * within the window.
   */
  FailureRate(Duration window, int atLeast, double most, LongSupplier nanos) {
    this.windowNanos = window.toNanos();
    this.atLeast = atLeast;
    this.most = most;
    this.nanos = nanos;
  }

  /** Notes a call; true = now too many have failed. */
  synchronized boolean note(boolean failed) {
    long now = nanos.getAsLong();
    calls.addLast(new Call(now, failed));
    while (now - calls.getFirst().atNanos() > windowNanos) {
      calls.removeFirst();
    }
    long failures = calls.stream().filter(Call::failed).count();
    return failed && calls.size() >= atLeast && failures >= most * calls.size();
  }

  synchronized void forget() {
    calls.clear();
  }
}
