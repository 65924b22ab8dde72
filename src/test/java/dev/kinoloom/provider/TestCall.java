package dev.kinoloom.provider;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call that a test can stop. */
public final class TestCall implements Call {
  private final Path scratch;
  private final Duration timeLeft;
  private final List<Runnable> kills = new ArrayList<>();
  private final List<@Nullable Double> costs = new ArrayList<>();
  private Duration cpu = Duration.ZERO;
  private @Nullable Long peakBytes;
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
  public synchronized void childTook(Duration time, @Nullable Long peak) {
    cpu = cpu.plus(time);
    peakBytes = peak;
  }

  @Override
  public synchronized void costs(String provider, @Nullable Double estimate) {
    costs.add(estimate);
  }

  /** Processor time of its children. */
  public synchronized Duration cpu() {
    return cpu;
  }

  /** Of its last child. */
  public synchronized @Nullable Long peakBytes() {
    return peakBytes;
  }

  /** Each that was said. */
  public synchronized List<@Nullable Double> costs() {
    return new ArrayList<>(costs);
  }

  @Override
  public Duration timeLeft() {
    return timeLeft;
  }
}
