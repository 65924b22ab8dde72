package dev.kinoloom.stage;

import java.time.Duration;

/**
 * How long is waited for a clip.
 *
 * @param least until the next look
 * @param rarest the most until the next look
 * @param unbooked for a provider that has no room; then the scene gets a picture
 * @param booked for what will be on the bill; likewise
 */
public record ClipPatience(Duration least, Duration rarest, Duration unbooked, Duration booked) {
  private static final int LOOKS = 8;

  /** {@code booked}: for what will be on the bill; generations take a minute, or hours. */
  public static ClipPatience of(Duration booked) {
    return new ClipPatience(
        Duration.ofSeconds(3), Duration.ofMinutes(1), Duration.ofMinutes(30), booked);
  }

  /** Until the next look: the longer it took so far, the longer it may take. */
  Duration after(Duration waited) {
    var fair = waited.dividedBy(LOOKS);
    return fair.compareTo(least) < 0 ? least : fair.compareTo(rarest) > 0 ? rarest : fair;
  }
}
