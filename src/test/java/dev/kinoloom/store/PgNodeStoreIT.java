package dev.kinoloom.store;

import static dev.kinoloom.store.OpenStores.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.domain.Claim;
import dev.kinoloom.domain.Holding;
import dev.kinoloom.domain.TaskState;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class PgNodeStoreIT {
  private static final int MORE_THAN_CONNECTIONS = 8;

  @AutoClose private final OpenStores stores = new OpenStores();

  @Test
  void a_heartbeat_says_what_the_node_holds() {
    int node = stores.node();
    assertThat(await(stores.nodes().heartbeat(node, OpenStores.HOUR)).orElseThrow()).isEmpty();
    Claim claim = stores.running(node, stores.key());
    await(stores.jobs().cancel(claim.job()));
    assertThat(await(stores.nodes().heartbeat(node, OpenStores.HOUR)).orElseThrow())
        .containsExactly(new Holding(claim.job(), 1, 1, true));
  }

  @Test
  void a_heartbeat_waits_for_no_call_that_waits_for_a_lock() throws Exception {
    int node = stores.node();
    long job = stores.accepted(stores.key());
    try (var other = stores.database().open()) {
      other.setAutoCommit(false);
      try (var statement = other.createStatement()) {
        statement.execute("select 1 from kinoloom.job where id = " + job + " for update");
      }
      var waiting =
          Stream.generate(() -> stores.jobs().cancel(job)).limit(MORE_THAN_CONNECTIONS).toList();

      assertThat(await(stores.nodes().heartbeat(node, OpenStores.HOUR))).isPresent();

      assertThat(waiting).noneMatch(Future::isComplete);
      other.rollback();
      waiting.forEach(OpenStores::await);
    }
  }

  @Test
  void a_node_that_was_buried_is_told_so_and_its_tasks_come_back() {
    int judge = stores.node();
    int late = stores.node();
    Claim claim = stores.running(late, stores.key());
    stores
        .database()
        .run("update kinoloom.node set lease_until = now() - interval '1 s' where id = " + late);
    assertThat(await(stores.nodes().reap(judge, OpenStores.HOUR, 3)))
        .as("a judge that has not been steady for a whole lease")
        .isZero();
    assertThat(await(stores.nodes().reap(judge, Duration.ZERO, 3))).isOne();
    assertThat(await(stores.nodes().heartbeat(late, OpenStores.HOUR))).isEmpty();
    var task = stores.snapshot(claim.job()).tasks().get(0);
    assertThat(task.state()).isEqualTo(TaskState.READY);
    assertThat(task.lost()).isOne();
    assertThat(stores.claims(late, 1)).isEmpty();
  }

  @Test
  void whoever_has_the_database_to_himself_waits_for_no_lease() {
    int before = stores.node();
    Claim claim = stores.running(before, stores.key());
    int now = stores.node();
    assertThat(await(stores.nodes().takeOver(now, 3))).isOne();
    assertThat(stores.claims(now, 1)).containsExactly(new Claim(claim.job(), 1, 2, 1, 2, 1, false));
  }

  @Test
  void a_task_that_loses_its_node_too_often_fails() {
    Claim claim = stores.running(stores.node(), stores.key());
    await(stores.nodes().takeOver(stores.node(), 1));
    assertThat(stores.snapshot(claim.job()).tasks().get(0).state()).isEqualTo(TaskState.FAILED);
  }

  @Test
  void keys_are_looked_after_by_nodes_that_decide_are_up_and_in_time() {
    int one = stores.node();
    int two = stores.node();
    int draining = stores.node();
    int late = stores.node();
    int worker = stores.node();
    await(stores.nodes().drain(draining));
    await(stores.nodes().standAside(worker));
    stores
        .database()
        .run("update kinoloom.node set lease_until = now() - interval '1 s' where id = " + late);

    assertThat(await(stores.nodes().mailboxes())).containsExactlyInAnyOrder(one, two);
  }

  @Test
  void a_draining_node_claims_nothing_and_leaves_uncounted() {
    int node = stores.node();
    Claim claim = stores.running(node, stores.key());
    await(stores.nodes().drain(node));
    stores.accepted(stores.key());
    await(stores.jobs().admit(9, java.util.Set.of()));
    assertThat(stores.claims(node, 1)).isEmpty();
    assertThat(await(stores.nodes().leave(node))).isZero();
    var task = stores.snapshot(claim.job()).tasks().get(0);
    assertThat(task.state()).isEqualTo(TaskState.READY);
    assertThat(task.attempt()).isZero();
    assertThat(await(stores.nodes().heartbeat(node, OpenStores.HOUR))).isEmpty();
  }
}
