package dev.kinoloom.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.domain.Holding;
import dev.kinoloom.store.NodeStore;
import dev.kinoloom.store.RosterStore;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DrainWatchTest {
  private final AtomicInteger me = new AtomicInteger(1);
  private final List<String> done = new ArrayList<>();
  private Future<Optional<RosterStore.State>> state = is(RosterStore.State.UP);
  private final DrainWatch watch = new DrainWatch(new Roster(), new Nodes(), me::get, new Work());
  private boolean leaves;

  private static Future<Optional<RosterStore.State>> is(RosterStore.State state) {
    return Future.succeededFuture(Optional.of(state));
  }

  @Test
  void a_node_that_is_up_goes_on() {
    watch.look();
    assertThat(watch.isDraining()).isFalse();
    assertThat(done).isEmpty();
  }

  @Test
  void a_node_that_an_operator_drained_drains_once() {
    state = is(RosterStore.State.DRAINING);
    watch.look();
    watch.look();
    assertThat(watch.isDraining()).isTrue();
    assertThat(done).containsExactly("rest");
  }

  @Test
  void a_drain_that_is_taken_back_is_over_and_may_come_again() {
    state = is(RosterStore.State.DRAINING);
    watch.look();
    state = is(RosterStore.State.UP);
    watch.look();
    watch.look();
    assertThat(watch.isDraining()).isFalse();
    assertThat(done).containsExactly("rest", "resume");

    state = is(RosterStore.State.DRAINING);
    watch.look();
    assertThat(watch.isDraining()).isTrue();
    assertThat(done).containsExactly("rest", "resume", "rest");
  }

  @Test
  void a_node_that_was_told_to_end_drains_again() {
    leaves = true;
    state = is(RosterStore.State.DRAINING);
    watch.look();
    state = is(RosterStore.State.UP);
    watch.look();
    assertThat(watch.isDraining()).isTrue();
    assertThat(done).containsExactly("rest", "drain node 1");
  }

  @Test
  void a_drained_node_that_comes_back_under_a_new_id_is_drained_under_that_one_too() {
    state = is(RosterStore.State.DRAINING);
    watch.look();
    me.set(2);
    state = is(RosterStore.State.UP);
    watch.look();
    assertThat(done).containsExactly("rest", "drain node 2");

    state = is(RosterStore.State.DRAINING);
    watch.look();
    state = is(RosterStore.State.UP);
    watch.look();
    assertThat(done).containsExactly("rest", "drain node 2", "resume");
  }

  @Test
  void a_database_that_cannot_be_asked_drains_nobody() {
    state = Future.failedFuture("away");
    assertThat(watch.look().failed()).isTrue();
    assertThat(watch.isDraining()).isFalse();
  }

  private final class Work implements DrainWatch.Work {
    @Override
    public void rest() {
      done.add("rest");
    }

    @Override
    public boolean resume() {
      if (!leaves) {
        done.add("resume");
      }
      return !leaves;
    }
  }

  private final class Roster implements RosterStore {
    @Override
    public Future<List<Entry>> list() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Future<Optional<State>> drain(String by, int node) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Future<Optional<State>> undrain(String by, int node) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Future<Void> trouble(int node, Optional<String> trouble) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Future<Optional<State>> state(int node) {
      return state;
    }
  }

  private final class Nodes implements NodeStore {
    @Override
    public Future<Void> standAside(int node) {
      throw new AssertionError();
    }

    @Override
    public Future<List<Integer>> mailboxes() {
      throw new AssertionError();
    }

    @Override
    public Future<Void> drain(int node) {
      done.add("drain node " + node);
      return Future.succeededFuture();
    }

    @Override
    public Future<Integer> up(String name, Duration ttl) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Future<Optional<List<Holding>>> heartbeat(int node, Duration ttl) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Future<Integer> reap(int node, Duration ttl, int maxLost) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Future<Integer> takeOver(int node, int maxLost) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Future<Integer> leave(int node) {
      throw new UnsupportedOperationException();
    }
  }
}
