package dev.kinoloom.provider;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a provider is given for the time of one call. Safe to use from any thread. */
public interface Call {
  /**
   * A directory of this attempt alone, on local disk; removed with all that is in it when the
   * attempt ends.
   */
  Path scratch();

  /**
   * Says how far the call is. {@code fraction} 0 to 1, never going backwards; {@code message} a few
   * words for people.
   */
  void progress(double fraction, String message);

  /** Somebody wants this to end: throw or return soon. */
  boolean stopped();

  /**
   * Runs {@code kill} once when the call is to end before its time (at once if that was said
   * already), e.g. to kill a child. Must be quick.
   */
  void onStop(Runnable kill);

  /** Time left before the watchdog ends the attempt. */
  Duration timeLeft();

  /**
   * A child of this call has ended. {@code peakBytes}: the most memory that it held; null = that
   * cannot be measured here.
   */
  default void childTook(Duration cpu, @Nullable Long peakBytes) {}

  /**
   * {@code provider} was asked for something that may cost money. {@code estimate}: how much, in
   * the currency of its configured price; null = no price is configured. What is done on this
   * machine costs nothing and says nothing.
   */
  default void costs(String provider, @Nullable Double estimate) {}
}
