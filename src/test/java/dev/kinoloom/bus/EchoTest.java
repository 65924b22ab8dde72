package dev.kinoloom.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EchoTest {
  @Test
  void a_bus_that_carries_answers_and_one_that_is_gone_does_not() throws Exception {
    var vertx = Vertx.vertx();
    var echo = new Echo(vertx);

    assertThat(echo.call().await(10, TimeUnit.SECONDS))
        .isBetween(Duration.ZERO, Duration.ofSeconds(2));

    vertx.close().await(10, TimeUnit.SECONDS);
    assertThatThrownBy(() -> echo.call().await(10, TimeUnit.SECONDS)).isInstanceOf(Exception.class);
  }
}
