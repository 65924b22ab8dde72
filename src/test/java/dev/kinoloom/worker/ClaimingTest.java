package dev.kinoloom.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.domain.Claim;
import dev.kinoloom.domain.Submission;
import dev.kinoloom.pipeline.Briefs;
import dev.kinoloom.store.TaskStore;
import dev.kinoloom.store.model.ModelStores;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClaimingTest {
  private static final int LANE = 1;

  private final Vertx vertx = Vertx.vertx();
  private final ModelStores stores = new ModelStores(() -> Instant.EPOCH);
  private final TaskStore tasks = stores.tasks();
  private final Room room = new Room(2);
  private final List<Claim> given = new ArrayList<>();
  private final List<Boolean> fulls = new ArrayList<>();
  private final Claiming claims = new Claiming(vertx, tasks, () -> 1);

  private final class Worker implements Claiming.Lane {
    @Override
    public Room room() {
      return room;
    }

    @Override
    public void given(List<Claim> found, boolean full) {
      given.addAll(found);
      fulls.add(full);
    }
  }

  @BeforeEach
  void open() {
    stores.nodes().up("node", Duration.ofMinutes(1)).await();
    claims.open(LANE, new Worker());
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private void ready(int count) {
    for (int i = 0; i < count; i++) {
      int key = stores.keys().create("key " + i, "secret " + i, i).await();
      var payload = Briefs.payload(Briefs.titled("Job"));
      stores.jobs().accept(List.of(new Submission(key, null, "00", payload, LANE))).await();
    }
    stores.jobs().admit(count, Set.of()).await();
  }

  @Test
  void a_lane_claims_as_many_as_it_has_room_for() {
    ready(3);

    var found = claims.of(LANE).await().orElseThrow();

    assertThat(found.claims()).hasSize(2);
    assertThat(found.full()).isTrue();
    assertThat(claims.of(LANE).await()).isEmpty();
  }

  @Test
  void what_a_claim_does_not_fill_is_room_again() {
    ready(1);

    var found = claims.of(LANE).await().orElseThrow();

    assertThat(found.full()).isFalse();
    assertThat(room.take()).isEqualTo(1);
  }

  @Test
  void room_is_offered_once() {
    assertThat(claims.offer(Set.of(LANE, 9))).isEqualTo(Map.of(LANE, 2));
    assertThat(claims.offer(Set.of(LANE))).isEmpty();
    assertThat(claims.of(LANE).await()).isEmpty();
  }

  @Test
  void a_closed_lane_offers_nothing() {
    room.close();

    assertThat(claims.offer(Set.of(LANE))).isEmpty();
  }

  @Test
  void what_a_commit_claims_is_given_to_its_lane_and_the_rest_is_room_again() {
    var claim = new Claim(7, 2, 1, LANE, 1, 0, false);
    var offered = claims.offer(Set.of(LANE));

    claims.take(offered, List.of(claim));

    assertThat(given).containsExactly(claim);
    assertThat(fulls).containsExactly(false);
    assertThat(room.take()).isEqualTo(1);
  }

  @Test
  void an_offer_that_came_to_nothing_is_told_too() {
    claims.take(claims.offer(Set.of(LANE)), List.of());

    assertThat(given).isEmpty();
    assertThat(fulls).containsExactly(false);
    assertThat(room.isEmpty()).isTrue();
  }

  @Test
  void a_claim_that_fails_keeps_no_room() {
    var failing =
        new Claiming(
            vertx,
            tasks,
            () -> {
              throw new IllegalStateException("no node");
            });
    failing.open(LANE, new Worker());

    assertThat(failing.of(LANE).transform(Future::succeededFuture).await().failed()).isTrue();
    assertThat(room.isEmpty()).isTrue();
  }
}
