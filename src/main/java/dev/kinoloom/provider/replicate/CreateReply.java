package dev.kinoloom.provider.replicate;

import dev.kinoloom.provider.ClipProvider.Booked;
import dev.kinoloom.provider.ClipProvider.Doubtful;
import dev.kinoloom.provider.ClipProvider.NotBooked;
import dev.kinoloom.provider.ClipProvider.Sent;
import io.vertx.core.json.DecodeException;
import java.time.Duration;
import java.util.Set;

/** What came of a create, and what that proves. */
final class CreateReply {
  /** What some gateways say when the server behind them has heard, and did not answer. */
  private static final Set<Integer> GATEWAYS_DOUBT = Set.of(408, 499);

  /** Refusals that pass. */
  private static final Set<Integer> PASSING = Set.of(409, 423, 425, 429);

  private CreateReply() {}

  /** Of all answers a 4xx alone proves that nothing was booked. */
  static Sent read(Answer answer, Trouble trouble) {
    int status = answer.status();
    var said = trouble.said(answer);
    if (answer.isGood()) {
      return booked(answer, said);
    }
    if (status >= 400 && status < 500 && !GATEWAYS_DOUBT.contains(status)) {
      return new NotBooked(
          "Replicate refused with " + said, RetryAfter.of(answer), !PASSING.contains(status));
    }
    return new Doubtful("Replicate may have booked the clip: it answered " + said);
  }

  private static Sent booked(Answer answer, String said) {
    try {
      if (answer.body().toJsonObject().getValue("id") instanceof String id
          && Replicate.isHandle(id)) {
        return new Booked(id);
      }
    } catch (DecodeException | ClassCastException e) {
      // told below
    }
    return new Doubtful("Replicate booked the clip under no name that can be read: " + said);
  }

  /** It never left. */
  static Sent notSent(Throwable cause) {
    return new NotBooked(Trouble.notSent(cause).failure().message(), Duration.ZERO, false);
  }

  /** It left; who knows what became of it. */
  static Sent broken(Throwable cause) {
    return new Doubtful(
        "Replicate may have booked the clip: " + Trouble.broken(cause).failure().message());
  }
}
