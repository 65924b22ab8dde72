package dev.kinoloom.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.domain.Claim;
import dev.kinoloom.pipeline.FakeStage;
import dev.kinoloom.store.UnaskedTasks;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On one event loop, where one turn follows another, so that what meets does so each time. */
class StageWorkerVerticleTest {
  private static final int LANE = 1;
  private static final Duration NEVER = Duration.ofHours(1);

  /** More turns than anything that was begun goes on for. */
  private static final int TURNS = 20;

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final LinkedBlockingQueue<Integer> asked = new LinkedBlockingQueue<>();
  private final Claiming claims =
      new Claiming(
          vertx,
          new UnaskedTasks() {
            @Override
            public Future<List<Claim>> claim(int node, Map<Integer, Integer> wants) {
              asked.add(wants.getOrDefault(LANE, 0));
              return Future.succeededFuture(List.of());
            }
          },
          () -> 1);
  private final StageWorkerVerticle worker =
      new StageWorkerVerticle(
          FakeStage.on(LANE, "a").spec(), 2, claims, claim -> Future.succeededFuture(), NEVER);

  @BeforeEach
  void open() {
    vertx.deployVerticle(worker).await();
    turns();
    assertThat(asked).as("room that was asked for at the start").containsExactly(2);
    asked.clear();
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private void turns() {
    for (int i = 0; i < TURNS; i++) {
      Promise<Void> over = Promise.promise();
      vertx.runOnContext(now -> over.complete());
      over.future().await();
    }
  }

  @Test
  void room_that_comes_back_while_a_claim_finds_none_is_claimed_for_at_once() throws Exception {
    var offered = claims.offer(Set.of(LANE));

    vertx.runOnContext(
        now -> {
          worker.wake();
          vertx.runOnContext(meanwhile -> claims.take(offered, List.of()));
        });

    assertThat(asked.poll(10, TimeUnit.SECONDS)).as("room that is asked for").isEqualTo(2);
  }

  @Test
  void without_room_nothing_is_claimed() {
    claims.offer(Set.of(LANE));

    worker.wake();
    turns();

    assertThat(asked).isEmpty();
  }
}
