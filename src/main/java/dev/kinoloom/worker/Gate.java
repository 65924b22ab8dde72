package dev.kinoloom.worker;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Lets calls through to one provider, or keeps them away from it: open to all while few of them
 * fail, shut for a rest when too many did, then ajar for one trial that decides. Pure but for the
 * clock that is handed in. Safe to use from any thread.
 */
final class Gate {
  /** How calls are treated. */
  enum State {
    OPEN_TO_ALL,
    SHUT,
    ON_TRIAL
  }

  /** What a call said of its provider. */
  enum Word {
    GOOD,
    BAD,
    /** Nothing: it was ended by us, or its request was wrong. */
    NONE
  }

  /** Handed in again when the call is over; {@code since} tells which opening let it through. */
  record Ticket(int since) {}

  private final FailureRate rate;
  private final long restNanos;
  private final LongSupplier nanos;
  private State state = State.OPEN_TO_ALL;
  private int opening;
  private long shutOrTriedNanos;

  /** {@code rest}: how long it stays shut, and how long a trial may take until another is made. */
  Gate(FailureRate rate, Duration rest, LongSupplier nanos) {
    this.rate = rate;
    this.restNanos = rest.toNanos();
    this.nanos = nanos;
  }

  /** Empty = not now. */
  synchronized Optional<Ticket> enter() {
    if (state != State.OPEN_TO_ALL) {
      if (restLeft() > 0) {
        return Optional.empty();
      }
      state = State.ON_TRIAL;
      shutOrTriedNanos = nanos.getAsLong();
      opening++;
    }
    return Optional.of(new Ticket(opening));
  }

  /** The call is over; true = this shut the gate. */
  synchronized boolean leave(Ticket ticket, Word word) {
    if (ticket.since() != opening || state == State.SHUT) {
      return false; // it began before the rest: old news
    }
    return state == State.ON_TRIAL ? decide(word) : note(word);
  }

  private boolean note(Word word) {
    if (word == Word.NONE || !rate.note(word == Word.BAD)) {
      return false;
    }
    shut(nanos.getAsLong());
    return true;
  }

  private boolean decide(Word word) {
    switch (word) {
      case GOOD -> state = State.OPEN_TO_ALL;
      case BAD -> shut(nanos.getAsLong());
      case NONE -> shut(nanos.getAsLong() - restNanos); // the next call is the trial
    }
    return word == Word.BAD;
  }

  private void shut(long since) {
    state = State.SHUT;
    shutOrTriedNanos = since;
    rate.forget();
  }

  synchronized State state() {
    return state;
  }

  /** How long it stays shut from now; zero when it isn't. */
  synchronized Duration rest() {
    return state == State.SHUT ? Duration.ofNanos(Math.max(0, restLeft())) : Duration.ZERO;
  }

  private long restLeft() {
    return restNanos - (nanos.getAsLong() - shutOrTriedNanos);
  }
}
