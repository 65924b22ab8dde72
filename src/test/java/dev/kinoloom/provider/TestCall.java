package dev.kinoloom.provider;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A call that a test can stop. */
public final class TestCall implements Call {
  private final Path scratch;
  private final Duration timeLeft;
  private final List<Runnable> kills = new ArrayList<>();
  private boolean stopped;

  public TestCall(Path scratch) {
    this(scratch, Duration.ofMinutes(5));
  }

  public TestCall(Path scratch, Duration timeLeft) {
    this.scratch = scratch;
    this.timeLeft = timeLeft;
  }

  public void stop() {
    List<Runnable> all;
    synchronized (this) {
      stopped = true;
      all = List.copyOf(kills);
    }
    all.forEach(Runnable::run);
  }

  @Override
  public Path scratch() {
    return scratch;
  }

  @Override
  public void progress(double fraction, String message) {
    if (!(fraction >= 0 && fraction <= 1)) {
      throw new IllegalArgumentException("progress " + fraction);
    }
  }

  @Override
  public synchronized boolean stopped() {
    return stopped;
  }

  @Override
  public void onStop(Runnable kill) {
    boolean now;
    synchronized (this) {
      now = stopped;
      kills.add(kill);
    }
    if (now) {
      kill.run();
    }
  }

  @Override
  public Duration timeLeft() {
    return timeLeft;
  }
}
