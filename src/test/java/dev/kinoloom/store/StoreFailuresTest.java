package dev.kinoloom.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.pgclient.PgException;
import java.net.ConnectException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreFailuresTest {
  private static PgException said(String state) {
    return new PgException("select secret from table", "ERROR", state, "values ('secret')");
  }

  @ParameterizedTest
  @ValueSource(strings = {"22P05", "23505", "23514", "42883", "P0001", "0A000"})
  void a_call_that_breaks_a_rule_is_rejected(String state) {
    assertThat(StoreFailures.translate(said(state)))
        .isInstanceOfSatisfying(
            StoreRejected.class, rejected -> assertThat(rejected.sqlState()).isEqualTo(state))
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"08006", "57P01", "57014", "53300", "40P01", "25006", "XX001"})
  void the_condition_of_the_server_is_no_fault_of_the_call(String state) {
    assertThat(StoreFailures.translate(said(state)))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageNotContaining("secret");
  }

  @Test
  void a_broken_wire_and_a_missing_answer_are_unavailable() {
    assertThat(StoreFailures.translate(new ConnectException("refused")))
        .isInstanceOf(StoreUnavailable.class);
    assertThat(StoreFailures.translate(new TimeoutException()))
        .isInstanceOf(StoreUnavailable.class);
  }
}
