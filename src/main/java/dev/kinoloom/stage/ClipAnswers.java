package dev.kinoloom.stage;

import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.pipeline.InDoubt;
import dev.kinoloom.pipeline.LookAgain;
import dev.kinoloom.pipeline.Work;
import dev.kinoloom.provider.ProviderException;
import io.vertx.core.Future;
import java.time.Duration;

/** What is answered in place of a clip. {@code provider}: who was to film it. */
record ClipAnswers(String provider, ClipPatience patience) {
  private static final String FILMING = "a clip is being generated";

  Future<Object> later(Work work) {
    return later(work, Duration.ZERO, Double.NaN);
  }

  /** {@code wished}: not before; {@code fraction}: how far it is, NaN = not known. */
  Future<Object> later(Work work, Duration wished, double fraction) {
    var fair = patience.after(work.waited());
    var after = wished.compareTo(fair) < 0 ? fair : wished;
    return Future.succeededFuture(new LookAgain(after, fraction, FILMING));
  }

  /**
   * Trouble that may pass costs no attempt, for what was booked is worth waiting for; whoever was
   * told to stop waits for nothing.
   */
  Future<Object> afterTrouble(Work work, Throwable e) {
    boolean mayPass =
        e instanceof Failed trouble
            && trouble.kind().retryable()
            && trouble.kind() != FailureKind.BAD_OUTPUT;
    return mayPass && !work.call().stopped() ? later(work) : Future.failedFuture(e);
  }

  Future<Object> doubt(String why) {
    return Future.succeededFuture(new InDoubt(why));
  }

  /** There will be none: another attempt would not help. */
  Future<Object> none(String why) {
    return Future.failedFuture(trouble(FailureKind.BAD_OUTPUT, why));
  }

  /** Whose clip it was to be is told that there is none; what the provider said is for the log. */
  ProviderException trouble(FailureKind kind, String why) {
    return new ProviderException(provider, kind, "There is no clip.", why, null);
  }
}
