package dev.kinoloom.stage;

import dev.kinoloom.provider.Call;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A call within a call: its progress, 0 to 1, is that from {@code from} to {@code to}. */
record CallPart(Call whole, double from, double to) implements Call {
  @Override
  public Path scratch() {
    return whole.scratch();
  }

  @Override
  public void progress(double fraction, String message) {
    whole.progress(from + fraction * (to - from), message);
  }

  @Override
  public boolean stopped() {
    return whole.stopped();
  }

  @Override
  public void onStop(Runnable kill) {
    whole.onStop(kill);
  }

  @Override
  public Duration timeLeft() {
    return whole.timeLeft();
  }

  @Override
  public void childTook(Duration cpu, @Nullable Long peakBytes) {
    whole.childTook(cpu, peakBytes);
  }

  @Override
  public void costs(String provider, @Nullable Double estimate) {
    whole.costs(provider, estimate);
  }
}
