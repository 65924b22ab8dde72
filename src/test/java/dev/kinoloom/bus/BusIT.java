package dev.kinoloom.bus;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BusIT {
  private final Vertx vertx = Vertx.vertx();
  private final Bus bus = new Bus(vertx);

  @BeforeEach
  void open() throws Exception {
    bus.open().await(10, SECONDS);
  }

  @AfterEach
  void close() throws Exception {
    bus.close().compose(closed -> vertx.close()).await(10, SECONDS);
  }

  @Test
  void each_kind_of_hint_reaches_its_listeners_and_no_others() throws Exception {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    bus.onAnnounce(jobs -> heard.add("facts " + jobs));
    bus.onAnnounce(jobs -> heard.add("facts too " + jobs));
    bus.onWork(lanes -> heard.add("work " + lanes));
    bus.onStop(jobs -> heard.add("stop " + jobs));
    bus.announce(List.of(5_000_000_000L));
    bus.work(List.of(3, 4));
    bus.stop(List.of(9L));
    var four = List.of(take(heard), take(heard), take(heard), take(heard));
    assertThat(four)
        .containsExactlyInAnyOrder(
            "facts [5000000000]", "facts too [5000000000]", "work [3, 4]", "stop [9]");
  }

  @Test
  void a_listener_that_throws_does_not_keep_others_from_hearing() throws Exception {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    bus.onAnnounce(
        jobs -> {
          throw new IllegalStateException("broken listener");
        });
    bus.onAnnounce(jobs -> heard.add("second " + jobs));
    bus.announce(List.of(1L));
    bus.announce(List.of(2L));
    assertThat(List.of(take(heard), take(heard))).containsExactly("second [1]", "second [2]");
  }

  @Test
  void who_ended_listening_hears_no_more() throws Exception {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    var first = bus.onAnnounce(jobs -> heard.add("first " + jobs));
    bus.onAnnounce(jobs -> heard.add("second " + jobs));
    first.end();
    bus.announce(List.of(1L));
    bus.announce(List.of(2L));
    assertThat(List.of(take(heard), take(heard))).containsExactly("second [1]", "second [2]");
    assertThat(heard).isEmpty();
  }

  private static String take(BlockingQueue<String> heard) throws InterruptedException {
    var next = heard.poll(10, SECONDS);
    assertThat(next).as("a hint within ten seconds").isNotNull();
    return String.valueOf(next);
  }

  @Test
  void on_a_silent_bus_every_message_is_lost() throws Exception {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    bus.onAnnounce(jobs -> heard.add("facts " + jobs));
    bus.announce(List.of(1L));
    assertThat(take(heard)).isEqualTo("facts [1]");

    var silence = Silence.on(vertx);
    bus.announce(List.of(2L));

    assertThat(silence.lost()).isEqualTo(1);
    assertThat(heard.poll(200, java.util.concurrent.TimeUnit.MILLISECONDS)).isNull();
  }
}
