package dev.kinoloom.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.codec.Json;
import dev.kinoloom.codec.TrackData;
import dev.kinoloom.domain.Likeness;
import dev.kinoloom.pipeline.Hints;
import dev.kinoloom.pipeline.TaskId;
import dev.kinoloom.store.UnaskedTasks;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressMeterTest {
  private final AtomicLong nanos = new AtomicLong();
  private final List<String> told = new ArrayList<>();
  private final List<Set<Long>> hinted = new ArrayList<>();
  private Future<Boolean> answer = Future.succeededFuture(true);
  private final ProgressMeter meter =
      new ProgressMeter(
          new Log(),
          new Hinted(),
          () -> 1,
          Claims.of(7, 1, 1),
          new Piece(
              new TaskId("voice", 2),
              12.5,
              7,
              Likeness.of("voice", "flite", "slt", 64),
              Duration.ZERO),
          nanos::get);

  private void after(Duration time, double fraction) {
    nanos.addAndGet(time.toNanos());
    meter.progress(fraction, "speaking");
  }

  @Test
  void at_most_one_fact_a_second_is_told() {
    for (int i = 1; i <= 100; i++) {
      after(Duration.ofMillis(50), i / 100.0);
    }

    assertThat(told).hasSize(5);
    assertThat(hinted).hasSize(5).containsOnly(Set.of(7L));
  }

  @Test
  void a_fact_says_where_and_how_far() {
    after(Duration.ofSeconds(1), 0.4567);

    var fact = Json.tree(told.get(0));
    assertThat(fact.path("stage").asText()).isEqualTo("voice");
    assertThat(fact.path("part").asInt()).isEqualTo(2);
    assertThat(fact.path("percent").asDouble()).isEqualTo(45.7);
    assertThat(fact.path("share").asDouble()).isEqualTo(12.5);
    assertThat(fact.path("message").asText()).isEqualTo("speaking");
  }

  @Test
  void nothing_goes_backwards_or_beyond_or_is_no_number() {
    after(Duration.ofSeconds(1), 0.5);
    after(Duration.ofSeconds(1), 0.4);
    after(Duration.ofSeconds(1), 0.5);
    after(Duration.ofSeconds(1), 1.5);
    after(Duration.ofSeconds(1), Double.NaN);
    after(Duration.ofSeconds(1), -1);

    assertThat(told).hasSize(1);
  }

  @Test
  void a_fact_says_since_when_and_by_what_the_time_goes() {
    after(Duration.ofSeconds(3), 0.5);

    var fact = TrackData.working(told.get(0)).orElseThrow();
    assertThat(fact.elapsed()).isEqualTo(Duration.ofSeconds(3));
    assertThat(fact.like()).isEqualTo(Likeness.of("voice", "flite", "slt", 64));
  }

  @Test
  void who_has_said_nothing_is_said_to_be_under_way_once() {
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    meter.begin();
    meter.begin();

    assertThat(told)
        .singleElement()
        .satisfies(data -> assertThat(Json.tree(data).path("percent").asDouble(-1)).isZero());
  }

  @Test
  void who_has_said_something_need_not_be_said_to_be_under_way() {
    after(Duration.ofSeconds(1), 0.5);
    meter.begin();

    assertThat(told).hasSize(1);
  }

  @Test
  void a_long_message_is_cut() {
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    meter.progress(0.5, "x".repeat(100_000));

    assertThat(told.get(0)).hasSizeLessThan(400);
  }

  @Test
  void watchers_are_not_told_of_what_was_not_taken() {
    answer = Future.succeededFuture(false);
    after(Duration.ofSeconds(1), 0.5);
    answer = Future.failedFuture("away");
    after(Duration.ofSeconds(1), 0.6);

    assertThat(told).hasSize(2);
    assertThat(hinted).isEmpty();
  }

  private final class Hinted implements Hints {
    @Override
    public void changed(Set<Long> jobs) {
      hinted.add(jobs);
    }

    @Override
    public void work(Set<Integer> lanes) {
      throw new AssertionError("progress makes no work");
    }

    @Override
    public void stop(Set<Long> jobs) {
      throw new AssertionError("progress stops nobody");
    }
  }

  private final class Log extends UnaskedTasks {
    @Override
    public Future<Boolean> progress(int node, long job, int no, int epoch, String data) {
      told.add(data);
      return answer;
    }
  }
}
