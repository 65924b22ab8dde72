package dev.kinoloom.store;

import static dev.kinoloom.store.OpenStores.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.domain.Census;
import dev.kinoloom.domain.Decision;
import dev.kinoloom.domain.Decision.NewTask;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.PaidCall;
import dev.kinoloom.domain.Report.Outcome;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class PgCensusStoreIT {
  @AutoClose private final OpenStores stores = new OpenStores();
  private final CensusStore census = CensusStore.over(stores.connected());

  private Census take() {
    return await(census.take());
  }

  private static Census.Lane lane(Census census, int lane) {
    return census.lanes().stream().filter(one -> one.lane() == lane).findFirst().orElseThrow();
  }

  @Test
  void an_empty_database_has_nothing_and_knows_its_own_bounds() {
    var empty = take();

    assertThat(empty.jobs())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(JobState.QUEUED, 0L, JobState.RUNNING, 0L, JobState.HELD, 0L));
    assertThat(empty.letters()).isEqualTo(new Census.Letters(0, null));
    assertThat(empty.lanes()).isEmpty();
    assertThat(empty.longestReady()).isNull();
    assertThat(empty.database().connections()).isPositive();
    assertThat(empty.database().connectionsMax()).isGreaterThan(empty.database().connections());
  }

  @Test
  void what_is_queued_ready_running_and_waiting_is_counted() throws SQLException {
    int node = stores.node();
    int key = stores.key();
    stores.running(node, key);
    stores.accepted(key);
    stores.accepted(key);
    int other = stores.key();
    var claim = stores.running(node, other);
    var scenes = List.of(new NewTask(2, 3, 0), new NewTask(3, 3, 1), new NewTask(4, 3, 2));
    stores.decided(node, claim, Decision.goOn(stores.snapshot(claim.job()), scenes, List.of()));
    var voice = stores.claims(node, 3);
    stores.reported(node, OpenStores.report(voice.get(0), Outcome.RETRY, OpenStores.HOUR, null));
    stores.reported(
        node, OpenStores.report(voice.get(1), Outcome.HANDED_BACK, Duration.ZERO, null));
    stores
        .database()
        .run(
            "update kinoloom.job_event set at = at - interval '90 s' where job_id = "
                + claim.job());

    var seen = take();

    assertThat(seen.jobs()).containsEntry(JobState.QUEUED, 2L).containsEntry(JobState.RUNNING, 2L);
    assertThat(lane(seen, 1)).isEqualTo(new Census.Lane(1, 0, 1, 0, null));
    var third = lane(seen, 3);
    assertThat(List.of(third.ready(), third.leased(), third.waiting())).containsExactly(1L, 1L, 1L);
    assertThat(third.oldest()).isBetween(Duration.ofSeconds(90), Duration.ofSeconds(150));
    assertThat(seen.nodesUp()).isEqualTo(1);
  }

  @Test
  void letters_late_nodes_dead_letters_and_keys_that_wait_are_counted() throws SQLException {
    int node = stores.node();
    var failed = stores.running(node, stores.key());
    stores.end(node, failed, JobState.FAILED);
    var claim = stores.running(node, stores.key());
    stores.reported(node, OpenStores.done(claim));
    int ready = stores.key();
    stores.accepted(ready);
    var database = stores.database();
    database.run(
        "update kinoloom.job set wake_at = clock_timestamp() - interval '45 s' where wake_at is not null");
    database.run(
        "update kinoloom.vkey set ready_at = clock_timestamp() - interval '75 s' where key_id = "
            + ready);
    database.run("update kinoloom.node set lease_until = clock_timestamp() - interval '1 s'");

    var seen = take();

    assertThat(seen.deadLetters()).isEqualTo(1);
    assertThat(seen.letters().waiting()).isEqualTo(1);
    assertThat(seen.letters().oldest()).isBetween(Duration.ofSeconds(45), Duration.ofSeconds(100));
    assertThat(seen.keysReady()).isEqualTo(1);
    assertThat(seen.longestReady()).isBetween(Duration.ofSeconds(75), Duration.ofSeconds(130));
    assertThat(List.of(seen.nodesUp(), seen.nodesLate())).containsExactly(0L, 1L);
    assertThat(await(stores.jobs().admit(10, Set.of()))).isEqualTo(1);
    assertThat(take().keysReady()).isZero();
  }

  @Test
  void paid_calls_are_counted_until_it_is_known_what_came_and_in_doubt_when_nobody_looks() {
    int node = stores.node();
    var claim = stores.running(node, stores.key());
    var calls = Stores.over(stores.connected()).paidCalls();
    long call = await(calls.intend(node, claim)).orElseThrow();
    assertThat(take().paidCalls()).isEqualTo(new Census.PaidCalls(1, 0));

    stores.reported(node, OpenStores.report(claim, Outcome.PARKED, Duration.ZERO, null));
    assertThat(take().paidCalls()).isEqualTo(new Census.PaidCalls(1, 1));

    await(calls.resolve(call, PaidCall.Known.VOID, null, "not sent"));
    assertThat(take().paidCalls()).isEqualTo(new Census.PaidCalls(0, 0));
  }

  @Test
  void a_transaction_that_is_left_open_shows() throws Exception {
    try (var left = stores.database().open()) {
      left.setAutoCommit(false);
      left.createStatement().execute("select txid_current()");

      assertThat(take().database().oldestTransaction()).isNotNull();
    }
  }
}
