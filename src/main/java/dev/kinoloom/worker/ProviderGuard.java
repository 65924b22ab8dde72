package dev.kinoloom.worker;

import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.ops.Meters;
import dev.kinoloom.provider.ProviderException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before every provider: when half of its calls failed within 30 s it is left alone for 30
 * s, then tried with one call. Only failures that say something of the provider count: what one job
 * asked for, or this machine lacks, doesn't, nor a call that was ended because its job was; so that
 * no key's bad file stands in another's way. Safe to use from any thread.
 */
public final class ProviderGuard {
  private static final Logger log = LoggerFactory.getLogger(ProviderGuard.class);
  private static final Duration WINDOW = Duration.ofSeconds(30);
  private static final Duration REST = Duration.ofSeconds(30);
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Duration MARGIN = Duration.ofSeconds(10);
  private static final int AT_LEAST = 4;
  private static final Set<FailureKind> OF_THE_PROVIDER =
      EnumSet.of(
          FailureKind.TIMEOUT,
          FailureKind.RATE_LIMITED,
          FailureKind.UNAVAILABLE,
          FailureKind.CONNECTION,
          FailureKind.CREDENTIALS,
          FailureKind.INTERNAL);
  private static final double MOST_FAILURES = 0.5;

  private final Vertx vertx;
  private final Meters meters;
  private final LongSupplier nanos;
  private final Map<String, Gate> gates = new ConcurrentHashMap<>();

  public ProviderGuard(Vertx vertx, Meters meters) {
    this(vertx, meters, System::nanoTime);
  }

  /** {@code nanos} is a monotonic clock. */
  ProviderGuard(Vertx vertx, Meters meters, LongSupplier nanos) {
    this.vertx = vertx;
    this.meters = meters;
    this.nanos = nanos;
  }

  /**
   * Fails with {@link LeftAlone}, without asking the provider, while it rests; with TIMEOUT when
   * there is no answer well after the attempt should have ended.
   */
  <T> Future<T> call(String provider, Attempt attempt, Supplier<Future<T>> call) {
    var gate =
        gates.computeIfAbsent(
            provider,
            first -> {
              meters.begin(first);
              return gate();
            });
    attempt.asks(provider);
    long began = nanos.getAsLong();
    return gate.enter()
        .map(
            ticket ->
                within(attempt.timeLeft().plus(MARGIN), provider, call)
                    .onComplete(
                        done -> {
                          meters.providerCall(
                              provider,
                              done.succeeded(),
                              Duration.ofNanos(nanos.getAsLong() - began));
                          if (gate.leave(ticket, word(attempt, done.cause()))) {
                            log.warn("provider is left alone provider={} for={}", provider, REST);
                          }
                        }))
        .orElseGet(
            () -> {
              meters.providerSpared(provider);
              return Future.failedFuture(new LeftAlone(provider, lookAgain(gate)));
            });
  }

  /** How each provider that was called is treated now. */
  public Map<String, String> states() {
    var states = new TreeMap<String, String>();
    gates.forEach((provider, gate) -> states.put(provider, gate.state().name()));
    return states;
  }

  /** How long the provider that made an attempt fail is left alone from now on. */
  Duration rest(Throwable cause) {
    var gate = cause instanceof ProviderException e ? gates.get(e.provider()) : null;
    return gate == null ? Duration.ZERO : gate.rest();
  }

  private <T> Future<T> within(Duration limit, String provider, Supplier<Future<T>> call) {
    Promise<T> answer = Promise.promise();
    long timer =
        vertx.setTimer(
            limit.toMillis(),
            late ->
                answer.tryFail(
                    new ProviderException(
                        provider, FailureKind.TIMEOUT, provider + " did not answer at all.")));
    Future.succeededFuture()
        .compose(none -> call.get())
        .onSuccess(answer::tryComplete)
        .onFailure(answer::tryFail);
    return answer.future().onComplete(done -> vertx.cancelTimer(timer));
  }

  private static Gate.Word word(Attempt attempt, @Nullable Throwable cause) {
    if (cause == null) {
      return Gate.Word.GOOD;
    }
    boolean endedByUs = attempt.end() != null && attempt.end() != Attempt.End.TIMED_OUT;
    return !endedByUs && isOfTheProvider(cause) ? Gate.Word.BAD : Gate.Word.NONE;
  }

  private static boolean isOfTheProvider(Throwable cause) {
    return !(cause instanceof Failed failed) || OF_THE_PROVIDER.contains(failed.kind());
  }

  /** While one call is on trial nobody knows how long that takes: look soon. */
  private static Duration lookAgain(Gate gate) {
    var rest = gate.rest();
    return rest.isZero() ? SOON : rest;
  }

  private Gate gate() {
    return new Gate(new FailureRate(WINDOW, AT_LEAST, MOST_FAILURES, nanos), REST, nanos);
  }
}
