package dev.kinoloom.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PresenceTest {
  @ParameterizedTest
  @ValueSource(strings = {"08001", "08006", "57P03", "57P01", "53300"})
  void a_server_that_is_away_or_starts_is_waited_for(String state) {
    assertThat(Presence.passes(new SQLException("away", state))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"28P01", "28000", "3D000", "42501", "08004", "08P01", "XX000"})
  void who_refuses_us_is_not(String state) {
    assertThat(Presence.passes(new SQLException("no", state))).isFalse();
  }

  @Test
  void a_certificate_does_not_change_by_waiting() {
    var cause = new SQLException("SSL error", "08006", new SSLHandshakeException("unknown"));
    assertThat(Presence.passes(cause)).isFalse();
    assertThat(Presence.passes(new SQLException("I/O", "08006", new IOException("reset"))))
        .isTrue();
  }

  @Test
  void what_the_server_is_too_old_for_is_no_absence() {
    assertThat(Presence.passes(null)).isFalse();
  }
}
