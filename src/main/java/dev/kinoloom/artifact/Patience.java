package dev.kinoloom.artifact;

import java.time.Duration;

/**
 * How long a bucket is waited for.
 *
 * @param connect until a connection stands
 * @param silence until the next byte comes
 * @param call for one request with its answer's head, and its second and third try, each
 * @param leastBytesPerSecond a body that comes slower is given up, after {@code silence} at the
 *     earliest
 * @param tries of a call that fails in a way that may pass, and tries of a download that bring
 *     nothing new
 * @param firstWait before the second try of a download; doubled for each, at most {@code
 *     longestWait}
 * @param longestWait between two tries
 */
record Patience(
    Duration connect,
    Duration silence,
    Duration call,
    long leastBytesPerSecond,
    int tries,
    Duration firstWait,
    Duration longestWait) {
  static final Patience USUAL =
      new Patience(
          Duration.ofSeconds(5),
          Duration.ofSeconds(20),
          Duration.ofMinutes(2),
          64 << 10,
          5,
          Duration.ofMillis(200),
          Duration.ofSeconds(5));

  /** Before try number {@code fruitless + 1}; {@code chance} in [0, 1). */
  Duration wait(int fruitless, double chance) {
    long doubled = firstWait.toMillis() << Math.min(Math.max(0, fruitless - 1), 16);
    return Duration.ofMillis(
        Math.max(1, (long) (Math.min(doubled, longestWait.toMillis()) * (0.5 + chance / 2))));
  }

  /** How long a body of so many bytes may take. */
  Duration body(long bytes) {
    return silence.plusSeconds(bytes / leastBytesPerSecond);
  }
}
