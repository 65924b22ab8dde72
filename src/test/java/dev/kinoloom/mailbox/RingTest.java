package dev.kinoloom.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.store.NodeStore;
import dev.kinoloom.store.model.ModelClock;
import dev.kinoloom.store.model.ModelStores;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RingTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private final NodeStore nodes = new ModelStores(new ModelClock()).nodes();
  private final AtomicLong nanos = new AtomicLong(1);
  private final int me = up("me");
  private final Ring ring = new Ring(nodes, () -> me, nanos::get);

  private int up(String name) {
    return nodes.up(name, HOUR).result();
  }

  private void after(Duration time) {
    nanos.addAndGet(time.toNanos());
    ring.look().await();
  }

  @Test
  void before_the_first_look_nothing_is_ones_own() {
    assertThat(ring.get()).isEqualTo(new Share(false, java.util.Set.of()));
    assertThat(ring.node(0)).isEmpty();
  }

  @Test
  void whoever_is_alone_has_everything_at_the_first_look() {
    after(Duration.ZERO);

    assertThat(ring.get()).isEqualTo(Share.EVERYTHING);
    assertThat(ring.node(17)).contains(me);
  }

  @Test
  void a_newcomer_counts_once_he_has_stayed() {
    after(Duration.ZERO);
    int other = up("other");
    after(Duration.ofSeconds(1));
    after(Ring.STEADY.minusMillis(1));
    assertThat(ring.get()).isEqualTo(Share.EVERYTHING);

    after(Duration.ofMillis(1));

    assertThat(ring.get().everything()).isFalse();
    assertThat(ring.get().slots()).hasSizeBetween(400, 564);
    assertThat(ring.node(ring.get().slots().iterator().next())).contains(me);
    assertThat(java.util.stream.IntStream.range(0, Slots.ALL).mapToObj(ring::node))
        .contains(java.util.Optional.of(other));
  }

  @Test
  void who_comes_and_goes_again_changes_nothing() {
    after(Duration.ZERO);
    int other = up("other");
    after(Duration.ofSeconds(1));
    nodes.leave(other).await();
    after(Duration.ofSeconds(1));
    after(Duration.ofSeconds(2));
    after(Duration.ofSeconds(2));

    assertThat(ring.get()).isEqualTo(Share.EVERYTHING);
  }

  @Test
  void nodes_that_drain_or_decide_nothing_have_no_share() {
    int draining = up("draining");
    nodes.drain(draining).await();
    nodes.standAside(up("worker")).await();

    after(Duration.ZERO);

    assertThat(ring.get()).isEqualTo(Share.EVERYTHING);
  }

  @Test
  void who_is_not_among_those_who_are_there_has_nothing() {
    nodes.leave(me).await();
    up("other");

    after(Duration.ZERO);

    assertThat(ring.get().everything()).isFalse();
    assertThat(ring.get().slots()).isEmpty();
  }
}
