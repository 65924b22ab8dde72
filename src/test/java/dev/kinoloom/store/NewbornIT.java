package dev.kinoloom.store;

import static dev.kinoloom.store.OpenStores.await;
import static dev.kinoloom.store.ThreeConnections.ask;
import static dev.kinoloom.store.ThreeConnections.untilWaiting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.domain.Claim;
import dev.kinoloom.domain.Decision;
import dev.kinoloom.domain.Decision.NewTask;
import dev.kinoloom.domain.Submission;
import dev.kinoloom.domain.TaskState;
import io.vertx.core.Future;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * A function looks whether a lane is empty in one statement and makes its tasks in the next: who
 * comes to wait in between goes first. The clock, which is asked in the first, is made to stand
 * while a test holds a lock, so that in between is a while.
 */
class NewbornIT {
  private static final int LANE = 60;
  private static final int LOCK = 7;

  private static final String CLOCK_THAT_STANDS =
      """
      create schema standing;
      create function standing.clock_timestamp() returns timestamptz language plpgsql as $$
      begin
        perform pg_advisory_xact_lock_shared(%d);
        return pg_catalog.clock_timestamp();
      end $$;
      do $$
      declare
        f regprocedure;
      begin
        for f in select oid::regprocedure from pg_proc
          where pronamespace = 'engine_1'::regnamespace and proname in ('settle', 'settle_one', 'start', 'start_next')
        loop
          execute format(
            'alter function %%s set search_path = standing, pg_catalog, kinoloom, engine_1', f);
        end loop;
      end $$;
      """
          .formatted(LOCK);

  @AutoClose private final OpenStores stores = new OpenStores();

  /** What comes of a call, if a task comes to wait in the lane while the clock stands. */
  private <T> T inBetween(Supplier<Future<T>> call, Runnable meanwhile) throws SQLException {
    stores.database().run(CLOCK_THAT_STANDS);
    try (var look = stores.database().open();
        var holder = stores.database().open()) {
      ask(holder, "select pg_advisory_lock(%d)".formatted(LOCK));
      var answer = call.get().toCompletionStage().toCompletableFuture();
      untilWaiting(look, answer);
      assertThat(answer).as("a call while the clock stands").isNotDone();
      meanwhile.run();
      ask(holder, "select pg_advisory_unlock(%d)".formatted(LOCK));
      return answer.join();
    }
  }

  /** The task of another job, ready in the lane; by no function whose clock stands. */
  private void waitInLane(Claim other) {
    stores
        .database()
        .run(
            """
            update kinoloom.task
            set state = 0, node = null, lane = %d, rank = pg_catalog.clock_timestamp()
            where job_id = %d and no = 1
            """
                .formatted(LANE, other.job()));
  }

  private TaskState state(long job, int no) {
    return stores.snapshot(job).tasks().stream()
        .filter(task -> task.no() == no)
        .findFirst()
        .orElseThrow()
        .state();
  }

  private List<Long> waiting(int node) {
    return stores.claims(node, LANE).stream().map(Claim::job).toList();
  }

  @Test
  void a_decisions_new_task_does_not_overtake_who_came_to_wait_meanwhile() throws SQLException {
    int node = stores.node();
    var other = stores.running(node, stores.key());
    var claim = stores.running(node, stores.key());
    var decision =
        Decision.goOn(stores.snapshot(claim.job()), List.of(new NewTask(2, LANE, 0)), List.of());

    var step =
        inBetween(
            () ->
                stores
                    .tasks()
                    .step(
                        node, List.of(OpenStores.done(claim)), List.of(decision), Map.of(LANE, 1)),
            () -> waitInLane(other));

    assertThat(step.refusals()).isEmpty();
    assertThat(step.claims()).isEmpty();
    assertThat(state(claim.job(), 2)).isEqualTo(TaskState.READY);
    assertThat(waiting(node)).containsExactly(other.job(), claim.job());
  }

  @Test
  void a_first_task_does_not_overtake_who_came_to_wait_meanwhile() throws SQLException {
    int node = stores.node();
    var other = stores.running(node, stores.key());
    var submission = new Submission(stores.key(), null, "c0ffee", "{}", LANE);
    long job = await(stores.jobs().accept(List.of(submission))).get(0).job();

    var started =
        inBetween(
            () -> stores.jobs().admit(100, Set.of(), node, Map.of(LANE, 1)),
            () -> waitInLane(other));

    assertThat(started.jobs()).isOne();
    assertThat(started.claims()).isEmpty();
    assertThat(state(job, 1)).isEqualTo(TaskState.READY);
    assertThat(waiting(node)).containsExactly(other.job(), job);
  }
}
