package dev.kinoloom.worker;

import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.provider.ProviderException;
import io.vertx.circuitbreaker.CircuitBreaker;
import io.vertx.circuitbreaker.CircuitBreakerOptions;
import io.vertx.circuitbreaker.CircuitBreakerState;
import io.vertx.circuitbreaker.OpenCircuitException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before every provider: when half of its calls failed within 30 s it is left alone for 30
 * s, then tried with one call. Only failures that say something of the provider count: a bad
 * request doesn't.
 */
public final class ProviderGuard {
  private static final Logger log = LoggerFactory.getLogger(ProviderGuard.class);
  private static final Duration WINDOW = Duration.ofSeconds(30);
  private static final Duration BREAK = Duration.ofSeconds(30);
  private static final int AT_LEAST = 4;
  private static final double MOST_FAILURES = 0.5;

  private record Gate(CircuitBreaker breaker, FailureRate rate) {}

  private final Vertx vertx;
  private final Map<String, Gate> gates = new ConcurrentHashMap<>();

  public ProviderGuard(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Fails with UNAVAILABLE, without asking the provider, while it is left alone. */
  public <T> Future<T> call(String provider, Supplier<Future<T>> call) {
    var gate = gates.computeIfAbsent(provider, this::gate);
    return gate.breaker()
        .<T>execute(promise -> call.get().onComplete(promise))
        .onComplete(done -> note(provider, gate, done.cause()))
        .recover(
            e ->
                Future.failedFuture(
                    e instanceof OpenCircuitException
                        ? new ProviderException(
                            provider,
                            FailureKind.UNAVAILABLE,
                            "%s failed too often and is left alone for %d s."
                                .formatted(provider, BREAK.toSeconds()))
                        : e));
  }

  /** The state of each provider that was called. */
  public Map<String, CircuitBreakerState> states() {
    var states = new TreeMap<String, CircuitBreakerState>();
    gates.forEach((provider, gate) -> states.put(provider, gate.breaker().state()));
    return states;
  }

  private void note(String provider, Gate gate, @Nullable Throwable cause) {
    if (cause instanceof OpenCircuitException) {
      return;
    }
    if (gate.rate().note(cause != null && saysSomethingOfTheProvider(cause))
        && gate.breaker().state() == CircuitBreakerState.CLOSED) {
      log.warn("provider is left alone provider={} for={}", provider, BREAK);
      gate.breaker().open();
      gate.rate().forget();
    }
  }

  private static boolean saysSomethingOfTheProvider(Throwable cause) {
    return !(cause instanceof Failed failed)
        || failed.kind().retryable()
        || failed.kind() == FailureKind.CREDENTIALS;
  }

  private Gate gate(String provider) {
    // The rate opens it, not a count: time-outs are the attempt's affair.
    var options =
        new CircuitBreakerOptions()
            .setMaxFailures(Integer.MAX_VALUE)
            .setTimeout(-1)
            .setResetTimeout(BREAK.toMillis())
            .setNotificationAddress(null);
    return new Gate(
        CircuitBreaker.create(provider, vertx, options),
        new FailureRate(WINDOW, AT_LEAST, MOST_FAILURES, System::nanoTime));
  }
}
