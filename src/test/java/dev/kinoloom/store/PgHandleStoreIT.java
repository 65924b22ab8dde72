package dev.kinoloom.store;

import static dev.kinoloom.store.OpenStores.await;
import static dev.kinoloom.store.OpenStores.report;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.domain.Claim;
import dev.kinoloom.domain.Report.Outcome;
import dev.kinoloom.domain.TaskState;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class PgHandleStoreIT {
  @AutoClose private final OpenStores stores = new OpenStores();
  private final HandleStore handles = HandleStore.over(stores.connected());
  private final int node = stores.node();

  @AfterEach
  void everyHistoryIsClean() {
    HistoryCheck.assertClean(stores.database().address());
  }

  @Test
  void who_waits_to_look_at_a_handle_is_ready_at_once() {
    var claim = waiting("gm3", 1);
    var other = waiting("other", 1);

    assertThat(await(handles.hasten("gm3"))).containsExactly(1);

    assertThat(state(claim)).isEqualTo(TaskState.READY);
    assertThat(state(other)).isEqualTo(TaskState.WAITING);
    var again = stores.claims(node, 1).get(0);
    assertThat(again.job()).isEqualTo(claim.job());
    assertThat(again.epoch()).isEqualTo(claim.epoch() + 1);
    assertThat(again.attempt()).as("a look costs no attempt").isEqualTo(claim.attempt());
  }

  @Test
  void said_again_it_says_nothing_new() {
    waiting("gm3", 1);
    await(handles.hasten("gm3"));

    assertThat(await(handles.hasten("gm3"))).isEmpty();
    stores.claims(node, 1);
    assertThat(await(handles.hasten("gm3"))).isEmpty();
  }

  @Test
  void a_handle_that_is_not_known_void_or_fetched_hastens_nobody() {
    var voided = waiting("void", 2);
    var fetched = waiting("fetched", 3);

    assertThat(await(handles.hasten("nobody's"))).isEmpty();
    assertThat(await(handles.hasten("void"))).isEmpty();
    assertThat(await(handles.hasten("fetched"))).isEmpty();
    assertThat(state(voided)).isEqualTo(TaskState.WAITING);
    assertThat(state(fetched)).isEqualTo(TaskState.WAITING);
  }

  /** A task that looks again in an hour at what it asked for; {@code known}: as the store says. */
  private Claim waiting(String handle, int known) {
    var claim = stores.running(node, stores.key());
    stores
        .database()
        .run(
            "insert into kinoloom.effect(job_id, no, epoch, state, handle) values (%d, %d, %d, %d, '%s')"
                .formatted(
                    claim.job(), claim.no(), claim.epoch(), known, handle.replace("'", "''")));
    stores.reported(node, report(claim, Outcome.LOOK_AGAIN, Duration.ofHours(1), null));
    assertThat(state(claim)).isEqualTo(TaskState.WAITING);
    return claim;
  }

  private TaskState state(Claim claim) {
    return stores.snapshot(claim.job()).tasks().get(0).state();
  }
}
