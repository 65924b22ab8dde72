package dev.kinoloom.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.codec.Json;
import dev.kinoloom.codec.TaskResults;
import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.Failure;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.Report;
import dev.kinoloom.domain.Report.Outcome;
import dev.kinoloom.domain.Usage;
import dev.kinoloom.pipeline.Retries;
import dev.kinoloom.pipeline.TaskId;
import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ReportsTest {
  private static final TaskId TASK = new TaskId("voice", 4);
  private static final Usage USED = new Usage(1_234, 5_000_000L, 0.25);
  private final Reports reports = new Reports(() -> 0.5);

  private Report setback(int attempt, FailureKind kind, Duration rest) {
    return reports.setback(
        Claims.attempt(7, 1, 3, attempt),
        TASK,
        Retries.LOCAL,
        new Failure(kind, "It broke."),
        rest,
        USED);
  }

  @ParameterizedTest
  @CsvSource({"1,RETRY,1000", "2,RETRY,2000", "3,RETRY,4000", "4,FAILED,0", "5,FAILED,0"})
  void a_first_try_and_three_more(int attempt, Outcome outcome, long waitMillis) {
    var report = setback(attempt, FailureKind.BAD_OUTPUT, Duration.ZERO);

    assertThat(report.outcome()).isEqualTo(outcome);
    assertThat(report.after()).isEqualTo(Duration.ofMillis(waitMillis));
  }

  @ParameterizedTest
  @EnumSource(FailureKind.class)
  void what_is_not_worth_another_try_fails_at_once(FailureKind kind) {
    assertThat(setback(1, kind, Duration.ZERO).outcome())
        .isEqualTo(kind.retryable() ? Outcome.RETRY : Outcome.FAILED);
  }

  @Test
  void a_provider_at_rest_is_waited_for() {
    assertThat(setback(1, FailureKind.UNAVAILABLE, Duration.ofSeconds(20)).after())
        .isEqualTo(Duration.ofSeconds(21));
    assertThat(setback(4, FailureKind.UNAVAILABLE, Duration.ofSeconds(20)).after()).isZero();
  }

  @Test
  void a_setback_is_told_and_kept_with_its_reason() {
    var report = setback(2, FailureKind.BAD_OUTPUT, Duration.ZERO);

    var fact = Json.tree(String.valueOf(report.fact()));
    assertThat(fact.path("stage").asText()).isEqualTo("voice");
    assertThat(fact.path("part").asInt()).isEqualTo(4);
    assertThat(fact.path("attempt").asInt()).isEqualTo(2);
    assertThat(fact.path("retryInMillis").asLong()).isEqualTo(2000);
    assertThat(TaskResults.used(String.valueOf(report.fact()))).isEqualTo(USED);
    assertThat(TaskResults.failure(String.valueOf(report.result())))
        .contains(new Failure(FailureKind.BAD_OUTPUT, "It broke."));
  }

  @Test
  void a_done_task_keeps_its_value_and_hash() {
    var report =
        reports.done(Claims.of(7, 1, 3), TASK, 12.5, 8, "cafe", "{\"text\":\"x\"}", 42, true, USED);

    assertThat(report.outcome()).isEqualTo(Outcome.DONE);
    assertThat(report.epoch()).isEqualTo(3);
    assertThat(TaskResults.value(String.valueOf(report.result()))).contains("{\"text\":\"x\"}");
    assertThat(Json.tree(String.valueOf(report.result())).path("hash").asText()).isEqualTo("cafe");
    assertThat(Json.tree(String.valueOf(report.fact())).path("of").asInt()).isEqualTo(8);
    assertThat(TaskResults.used(String.valueOf(report.result()))).isEqualTo(USED);
    assertThat(TaskResults.used(String.valueOf(report.fact()))).isEqualTo(USED);
  }

  @Test
  void what_is_stopped_or_handed_back_tells_nothing() {
    assertThat(reports.stopped(Claims.of(7, 1, 3)))
        .isEqualTo(new Report(7, 1, 3, Outcome.STOPPED, Duration.ZERO, null, null));
    assertThat(reports.handedBack(Claims.of(7, 1, 3)))
        .isEqualTo(new Report(7, 1, 3, Outcome.HANDED_BACK, Duration.ZERO, null, null));
  }

  @Test
  void a_foreseen_failure_keeps_its_words_within_bounds() {
    var wordy = new Failed(FailureKind.BAD_OUTPUT, "x".repeat(1_000_000));

    var failure = Reports.failure(wordy, null, Duration.ofSeconds(5));

    assertThat(failure.kind()).isEqualTo(FailureKind.BAD_OUTPUT);
    assertThat(failure.message()).hasSize(2002).startsWith("xxx").endsWith(" …");
  }

  @Test
  void a_bug_is_told_without_its_message_which_may_hold_secrets() {
    var failure =
        Reports.failure(new IllegalStateException("password=hunter2"), null, Duration.ofSeconds(5));

    assertThat(failure.kind()).isEqualTo(FailureKind.INTERNAL);
    assertThat(failure.message()).contains("IllegalStateException").doesNotContain("hunter2");
  }

  @Test
  void files_that_cannot_be_written_are_a_matter_of_the_machine_and_its_disk_is_named() {
    var full = new FileSystemException("/home/me/x", null, "No space left on device");
    for (var cause : List.of(full, new UncheckedIOException(full))) {
      var failure = Reports.failure(cause, null, Duration.ofSeconds(5));

      assertThat(failure.kind()).isEqualTo(FailureKind.RESOURCES);
      assertThat(failure.message())
          .contains("No space left on device")
          .contains("disk is full")
          .doesNotContain("/home/me");
      assertThat(failure.forOperators()).contains("/home/me/x: No space left on device");
    }
    var gone = new FileNotFoundException("/home/me/x (No such file or directory)");
    assertThat(Reports.failure(gone, null, Duration.ofSeconds(5)).message())
        .contains("No such file or directory")
        .doesNotContain("/home/me");
  }

  @Test
  void a_time_out_is_told_as_one_whatever_the_stage_threw() {
    var failure =
        Reports.failure(
            new Failed(FailureKind.BAD_OUTPUT, "half a file"),
            Attempt.End.TIMED_OUT,
            Duration.ofSeconds(5));

    assertThat(failure)
        .isEqualTo(new Failure(FailureKind.TIMEOUT, "It took longer than 5 s and was ended."));
  }

  @Test
  void a_rejected_report_is_replaced_by_one_that_is_always_the_same() {
    var report = setback(1, FailureKind.BAD_OUTPUT, Duration.ZERO);

    var instead = Reports.rejected(report);

    assertThat(instead.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(instead.epoch()).isEqualTo(report.epoch());
    assertThat(Reports.rejected(instead)).isEqualTo(instead);
  }
}
