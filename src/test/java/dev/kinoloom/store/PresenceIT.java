package dev.kinoloom.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.config.Secret;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PresenceIT {
  private static DatabaseAddress at(String host, int port) {
    return new DatabaseAddress(
        host, port, "films", "kinoloom", new Secret("x"), DatabaseAddress.Tls.DISABLE);
  }

  /** As one that is stopped: the kernel takes the connection, and nobody ever answers. */
  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void a_server_that_hangs_is_given_up_and_may_be_waited_for() throws Exception {
    try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      long began = System.nanoTime();

      assertThat(Presence.missed(at("127.0.0.1", silent.getLocalPort()))).isPresent();

      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
    }
  }

  @Test
  void a_port_where_nobody_listens_may_be_waited_for() throws Exception {
    int port;
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }

    assertThat(Presence.missed(at("127.0.0.1", port)))
        .hasValueSatisfying(e -> assertThat(e).hasMessageContaining("start PostgreSQL there"));
  }

  @Test
  void a_name_that_is_not_known_yet_may_be_waited_for() {
    assertThat(Presence.missed(at("no-such-host.invalid", 5432))).isPresent();
  }

  @Test
  void a_server_that_lets_us_in_is_there() {
    try (var database = TestDatabase.create()) {
      assertThat(Presence.missed(database.address())).isEmpty();
    }
  }
}
