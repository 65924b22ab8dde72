package dev.kinoloom.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinoloom.config.Secret;
import dev.kinoloom.domain.Invalid;
import dev.kinoloom.store.DatabaseAddress.Tls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {
  @Test
  void a_url_says_everything() {
    assertThat(
            DatabaseAddress.parse(
                "postgresql://ada:p%40ss@db.example:6543/films?sslmode=verify-full", null, null))
        .isEqualTo(
            new DatabaseAddress(
                "db.example", 6543, "films", "ada", new Secret("p@ss"), Tls.VERIFY_FULL));
  }

  @Test
  void user_and_password_beside_the_url_win() {
    assertThat(DatabaseAddress.parse("postgres://x:y@h/d", "ada", new Secret("z")))
        .isEqualTo(new DatabaseAddress("h", 5432, "d", "ada", new Secret("z"), Tls.PREFER));
  }

  @Test
  void a_jdbc_url_is_understood() {
    assertThat(DatabaseAddress.parse("jdbc:postgresql://h/d", "ada", null).host()).isEqualTo("h");
  }

  @Test
  void the_password_shows_nowhere() {
    var address = DatabaseAddress.parse("postgresql://ada:hunter2@h/d", null, null);
    assertThat(address.toString()).doesNotContain("hunter2");
    assertThat(address.jdbcUrl()).doesNotContain("hunter2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysql://u@h/d",
        "postgresql://u@h",
        "postgresql:///d",
        "postgresql://h/d",
        "postgresql://u:secret pass@h/d",
        "postgresql://u@h/d?sslmode=maybe",
        "postgresql://u@h/d?options=-c",
        ""
      })
  void what_is_no_address_is_refused_without_showing_it(String url) {
    assertThatThrownBy(() -> DatabaseAddress.parse(url, null, null))
        .isInstanceOf(Invalid.class)
        .hasMessageNotContaining("secret");
  }
}
