package dev.kinoloom.stage;

import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.pipeline.InDoubt;
import dev.kinoloom.pipeline.LookAgain;
import dev.kinoloom.pipeline.Work;
import dev.kinoloom.provider.ProviderException;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Predicate;

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
   * After a look at what is booked, and worth waiting for: an answer that cannot be read, or a
   * token that is refused, may be better next time. Costs no attempt.
   */
  Future<Object> afterLook(Work work, Throwable e) {
    return laterOr(e, work, kind -> kind.retryable() || kind == FailureKind.CREDENTIALS);
  }

  /** After a download: a file that is no good is not waited for. */
  Future<Object> afterFetch(Work work, Throwable e) {
    return laterOr(e, work, kind -> kind.retryable() && kind != FailureKind.BAD_OUTPUT);
  }

  /** Whoever was told to stop waits for nothing. */
  private Future<Object> laterOr(Throwable e, Work work, Predicate<FailureKind> mayPass) {
    boolean waits =
        e instanceof Failed trouble && mayPass.test(trouble.kind()) && !work.call().stopped();
    return waits ? later(work) : Future.failedFuture(e);
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
