package dev.kinoloom.stage;

import dev.kinoloom.domain.PaidCall;
import java.time.Duration;
import java.util.Optional;

/** What is done next of a clip that costs money. Pure. */
sealed interface ClipStep {
  /** Nothing was sent, or what was is void: it may be asked for. */
  record Ask() implements ClipStep {}

  /** It may have been sent, by whoever wrote that down: nothing is sent until that is known. */
  record Doubt() implements ClipStep {}

  /** It is booked. */
  record Look(long call, String handle) implements ClipStep {}

  /** It was booked and has ended there: it is not paid for twice. */
  record Ended() implements ClipStep {}

  /** It was waited for long enough. */
  record GiveUp() implements ClipStep {}

  /** {@code standing}: as {@code PaidCalls.standing} tells; {@code waited}: so far. */
  static ClipStep next(Optional<PaidCall> standing, Duration waited, ClipPatience patience) {
    if (standing.isEmpty()) {
      return waited.compareTo(patience.unbooked()) > 0 ? new GiveUp() : new Ask();
    }
    var call = standing.get();
    if (call.known() == PaidCall.Known.VOID) {
      return new Ended();
    }
    var handle = call.handle();
    if (handle == null) {
      return new Doubt();
    }
    boolean ours = call.known() == PaidCall.Known.FETCHED;
    return !ours && waited.compareTo(patience.booked()) > 0
        ? new GiveUp()
        : new Look(call.id(), handle);
  }
}
