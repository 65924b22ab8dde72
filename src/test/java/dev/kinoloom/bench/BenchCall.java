package dev.kinoloom.bench;

import dev.kinoloom.provider.Call;
import java.nio.file.Path;
import java.time.Duration;

/** A call that nobody stops. */
record BenchCall(Path scratch) implements Call {
  @Override
  public void progress(double fraction, String message) {}

  @Override
  public boolean stopped() {
    return false;
  }

  @Override
  public void onStop(Runnable kill) {}

  @Override
  public Duration timeLeft() {
    return Duration.ofMinutes(30);
  }
}
