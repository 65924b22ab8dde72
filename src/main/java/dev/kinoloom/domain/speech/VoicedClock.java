package dev.kinoloom.domain.speech;

import dev.kinoloom.domain.speech.Loudness.Span;
import java.util.List;

/**
 * A clock that runs only while something is said: its time leaves out the pauses. All in
 * milliseconds.
 */
final class VoicedClock {
  private final Span voiced;
  private final List<Span> pauses;

  /** The voiced time at which each pause falls. */
  private final double[] pausedAt;

  VoicedClock(Span voiced, List<Span> pauses) {
    this.voiced = voiced;
    this.pauses = pauses;
    this.pausedAt = new double[pauses.size()];
    double silent = voiced.startMillis();
    for (int i = 0; i < pausedAt.length; i++) {
      pausedAt[i] = pauses.get(i).startMillis() - silent;
      silent += pauses.get(i).millis();
    }
  }

  double total() {
    return voiced.millis() - pauses.stream().mapToInt(Span::millis).sum();
  }

  int pauses() {
    return pausedAt.length;
  }

  double pausedAt(int pause) {
    return pausedAt[pause];
  }

  int pauseMillis(int pause) {
    return pauses.get(pause).millis();
  }

  /** The real time at which a word begins that begins at that voiced time: after a pause there. */
  int startAt(double time) {
    return real(time, 0.5);
  }

  /** The real time at which a word ends that ends at that voiced time: before a pause there. */
  int endAt(double time) {
    return real(time, -0.5);
  }

  private int real(double time, double lean) {
    double real = voiced.startMillis() + time;
    for (int i = 0; i < pausedAt.length && pausedAt[i] < time + lean; i++) {
      real += pauses.get(i).millis();
    }
    return (int) Math.min(voiced.endMillis(), Math.round(real));
  }
}
