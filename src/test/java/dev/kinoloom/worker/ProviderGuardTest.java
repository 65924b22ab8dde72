package dev.kinoloom.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.ops.Meters;
import dev.kinoloom.provider.ProviderException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ProviderGuardTest {
  private static final Vertx VERTX = Vertx.vertx();
  private final AtomicLong nanos = new AtomicLong();
  private final ProviderGuard guard =
      new ProviderGuard(VERTX, new Meters(new SimpleMeterRegistry()), nanos::get);
  private final Attempt attempt = Claims.attempt(Claims.of(7, 1, 1), Duration.ofMinutes(1));

  @AfterAll
  static void close() {
    VERTX.close().await();
  }

  private Throwable fail(FailureKind kind) {
    return guard.call("flite", attempt, () -> Future.failedFuture(exception(kind))).cause();
  }

  private static ProviderException exception(FailureKind kind) {
    return new ProviderException("flite", kind, "no");
  }

  private void failOften() {
    for (int i = 0; i < 4; i++) {
      assertThat(((Failed) fail(FailureKind.CONNECTION)).kind()).isEqualTo(FailureKind.CONNECTION);
    }
  }

  @Test
  void an_answer_goes_through() {
    assertThat(guard.call("flite", attempt, () -> Future.succeededFuture("ok")).result())
        .isEqualTo("ok");
  }

  @Test
  void after_four_failures_the_provider_is_not_asked() {
    failOften();

    var refused =
        guard.call(
            "flite",
            attempt,
            () -> {
              throw new AssertionError("asked all the same");
            });

    assertThat(refused.cause())
        .isInstanceOfSatisfying(
            LeftAlone.class,
            alone -> assertThat(alone.lookAgain()).isEqualTo(Duration.ofSeconds(30)));
    assertThat(guard.states()).containsEntry("flite", "SHUT");
  }

  @Test
  void one_provider_does_not_suffer_for_another() {
    failOften();

    assertThat(guard.call("espeak", attempt, () -> Future.succeededFuture(1)).result())
        .isEqualTo(1);
  }

  @Test
  void bad_requests_say_nothing_of_the_provider() {
    for (int i = 0; i < 10; i++) {
      assertThat(((Failed) fail(FailureKind.VALIDATION)).kind()).isEqualTo(FailureKind.VALIDATION);
    }
  }

  @Test
  void what_a_job_brought_or_this_machine_lacks_says_nothing_either() {
    for (int i = 0; i < 10; i++) {
      fail(FailureKind.BAD_OUTPUT);
      fail(FailureKind.RESOURCES);
    }

    assertThat(guard.states()).containsEntry("flite", "OPEN_TO_ALL");
  }

  @Test
  void whoever_comes_during_a_trial_is_to_look_again_soon() {
    failOften();
    nanos.addAndGet(Duration.ofSeconds(30).toNanos());
    guard.call("flite", attempt, () -> Promise.<String>promise().future());

    var second = guard.call("flite", attempt, () -> Future.succeededFuture("ok"));

    assertThat(second.cause())
        .isInstanceOfSatisfying(
            LeftAlone.class,
            alone -> assertThat(alone.lookAgain()).isEqualTo(Duration.ofSeconds(2)));
  }

  @Test
  void calls_that_were_killed_because_their_job_was_say_nothing_either() {
    attempt.end(Attempt.End.STOPPED);
    for (int i = 0; i < 10; i++) {
      assertThat(((Failed) fail(FailureKind.TIMEOUT)).kind()).isEqualTo(FailureKind.TIMEOUT);
    }
  }

  @Test
  void calls_that_took_too_long_do() {
    attempt.end(Attempt.End.TIMED_OUT);
    failOften();

    assertThat(guard.states()).containsEntry("flite", "SHUT");
  }

  @Test
  void a_provider_that_throws_fails_its_call_only() {
    var thrown =
        guard.call(
            "flite",
            attempt,
            () -> {
              throw new IllegalStateException("boom");
            });

    assertThat(thrown.cause()).hasMessage("boom");
  }

  @Test
  void an_answer_that_never_comes_ends_after_the_attempt() {
    var short_ = Claims.attempt(Claims.of(7, 1, 1), Duration.ofSeconds(-10));
    var never = guard.call("flite", short_, () -> Promise.<String>promise().future());

    assertThat(never.otherwise(e -> ((Failed) e).kind().name()).await()).isEqualTo("TIMEOUT");
  }
}
