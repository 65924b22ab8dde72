package dev.kinoloom.boot;

import dev.kinoloom.provider.Call;
import java.nio.file.Path;
import java.time.Duration;

/** A call that a node makes for itself while it starts: nobody watches it, nobody stops it. */
record StartCall(Path scratch) implements Call {
  private static final Duration LONGEST = Duration.ofMinutes(1);

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
    return LONGEST;
  }
}
