package dev.kinoloom.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.bus.Echo;
import dev.kinoloom.domain.Census;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.ops.Gauges;
import dev.kinoloom.store.CensusStore;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScrapeTest {
  private static final Census SEEN =
      new Census(
          Map.of(JobState.QUEUED, 7L),
          2,
          new Census.PaidCalls(4, 1),
          new Census.Letters(3, Duration.ofSeconds(4)),
          List.of(new Census.Lane(3, 5, 6, 1, Duration.ofSeconds(9))),
          1,
          null,
          3,
          1,
          new Census.Timers(6, 0, Duration.ofMillis(250), Duration.ofMinutes(3)),
          new Census.Database(1_000, null, 12, 100));
  private final Vertx vertx = Vertx.vertx();
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Gauges gauges = new Gauges(registry, Map.of(3, "voice"), System::nanoTime);
  private final AtomicInteger asked = new AtomicInteger();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private Scrape scrape(CensusStore store, Future<Void> database) {
    return new Scrape(
        () -> {
          asked.incrementAndGet();
          return store.take();
        },
        () -> database,
        new Echo(vertx),
        gauges,
        registry::scrape);
  }

  private static String text(Scrape scrape) throws Exception {
    return scrape.text().await(20, TimeUnit.SECONDS);
  }

  @Test
  void what_was_counted_is_shown_and_not_counted_again_for_the_next_reader() throws Exception {
    var scrape = scrape(() -> Future.succeededFuture(SEEN), Future.succeededFuture());

    for (int i = 0; i < 5; i++) {
      assertThat(text(scrape))
          .contains("kinoloom_jobs{state=\"queued\"} 7.0")
          .contains("kinoloom_jobs{state=\"running\"} 0.0")
          .contains("kinoloom_letters 3.0", "kinoloom_letters_age 4.0")
          .contains("kinoloom_queue{stage=\"voice\",state=\"ready\"} 5.0")
          .contains("kinoloom_queue_age{stage=\"voice\"} 9.0")
          .contains("kinoloom_nodes{state=\"late\"} 1.0")
          .contains("kinoloom_database_xmin_age 1000.0")
          .doesNotContain("kinoloom_bus_ping NaN", "kinoloom_database_ping NaN");
    }
    assertThat(asked).hasValue(1);
  }

  @Test
  void without_the_database_there_are_metrics_all_the_same() throws Exception {
    var away = Future.<Void>failedFuture(new IllegalStateException("away"));

    var text = text(scrape(() -> Future.failedFuture(new IllegalStateException("away")), away));

    assertThat(text)
        .contains("kinoloom_jobs{state=\"queued\"} NaN", "kinoloom_database_ping NaN")
        .doesNotContain("kinoloom_bus_ping NaN");
  }

  @Test
  void a_database_that_never_answers_holds_up_nobody_for_long() throws Exception {
    long began = System.nanoTime();

    var text =
        text(scrape(() -> Promise.<Census>promise().future(), Promise.<Void>promise().future()));

    assertThat(text).contains("kinoloom_database_ping NaN");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
  }
}
