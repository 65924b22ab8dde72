package dev.kinoloom.store;

import static dev.kinoloom.store.OpenStores.await;
import static dev.kinoloom.store.OpenStores.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.domain.Claim;
import dev.kinoloom.domain.Decision;
import dev.kinoloom.domain.Decision.NewTask;
import dev.kinoloom.domain.JobSnapshot;
import dev.kinoloom.domain.Submission;
import dev.kinoloom.domain.TaskState;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Who claims in the commit that makes tasks gets those that one who claimed after it would get. */
class BornLeasedIT {
  @AutoClose private static final OpenStores stores = new OpenStores();

  private static List<Claim> running(int node, int count) {
    return IntStream.range(0, count).mapToObj(i -> stores.running(node, stores.key())).toList();
  }

  private static Decision goOn(Claim claim, NewTask... tasks) {
    return Decision.goOn(stores.snapshot(claim.job()), List.of(tasks), List.of());
  }

  private static TaskStore.Step step(int node, List<Claim> claims, int lane, int room) {
    var decisions = claims.stream().map(claim -> goOn(claim, new NewTask(2, lane, 0))).toList();
    var reports = claims.stream().map(OpenStores::done).toList();
    return await(stores.tasks().step(node, reports, decisions, Map.of(lane, room)));
  }

  private static JobSnapshot.Task task(long job, int no) {
    return stores.snapshot(job).tasks().stream()
        .filter(t -> t.no() == no)
        .findFirst()
        .orElseThrow();
  }

  private static List<Long> jobs(List<Claim> claims) {
    return claims.stream().map(Claim::job).toList();
  }

  @Test
  void as_many_are_born_leased_as_there_is_room_and_the_others_wait_in_order() {
    int node = stores.node();
    var five = running(node, 5);

    var step = step(node, five, 40, 2);

    assertThat(step.refusals()).isEmpty();
    assertThat(step.claims())
        .hasSize(2)
        .allSatisfy(
            claim -> assertThat(claim).isEqualTo(new Claim(claim.job(), 2, 1, 40, 1, 0, false)));
    var later = stores.claims(node, 40);
    assertThat(Stream.concat(step.claims().stream(), later.stream()).map(Claim::job))
        .containsExactlyElementsOf(jobs(five));
    assertThat(task(five.get(4).job(), 2))
        .isEqualTo(new JobSnapshot.Task(2, 40, TaskState.LEASED, 1, 0, null));
  }

  @Test
  void who_waits_already_goes_first() {
    int node = stores.node();
    var first = running(node, 1);
    var second = running(node, 1);
    assertThat(step(node, first, 41, 0).claims()).isEmpty();

    assertThat(jobs(step(node, second, 41, 1).claims())).containsExactlyElementsOf(jobs(first));

    assertThat(task(second.get(0).job(), 2).state()).isEqualTo(TaskState.READY);
    assertThat(jobs(stores.claims(node, 41))).containsExactlyElementsOf(jobs(second));
  }

  @Test
  void lanes_without_new_tasks_are_claimed_as_well() {
    int node = stores.node();
    var waiting = running(node, 1);
    assertThat(step(node, waiting, 42, 0).claims()).isEmpty();
    var other = running(node, 1).get(0);

    var step =
        await(
            stores
                .tasks()
                .step(
                    node,
                    List.of(done(other)),
                    List.of(goOn(other, new NewTask(2, 43, 0))),
                    Map.of(42, 9, 43, 9, 44, 9)));

    assertThat(step.claims())
        .extracting(claim -> claim.lane() + " " + claim.job())
        .containsExactlyInAnyOrder("42 " + waiting.get(0).job(), "43 " + other.job());
  }

  @Test
  void a_node_that_drains_or_is_late_is_given_nothing() {
    int draining = stores.node();
    var one = running(draining, 1);
    await(stores.nodes().drain(draining));
    assertThat(step(draining, one, 45, 9).claims()).isEmpty();
    assertThat(task(one.get(0).job(), 2).state()).isEqualTo(TaskState.READY);

    int late = stores.node();
    var two = running(late, 1);
    stores
        .database()
        .run("update kinoloom.node set lease_until = clock_timestamp() where id = " + late);
    assertThat(step(late, two, 46, 9).claims()).isEmpty();
    assertThat(task(two.get(0).job(), 2).state()).isEqualTo(TaskState.READY);
  }

  @Test
  void a_refused_decision_makes_no_task_and_leases_none() {
    int node = stores.node();
    var claim = running(node, 1).get(0);
    var stale = goOn(claim, new NewTask(2, 47, 0));
    stores.reported(node, done(claim));

    var step = await(stores.tasks().step(node, List.of(), List.of(stale), Map.of(47, 9)));

    assertThat(step.claims()).isEmpty();
    assertThat(stores.snapshot(claim.job()).tasks()).hasSize(1);
  }

  private static List<Long> queued(int slot, int lane, int count) {
    var jobs = new ArrayList<Long>();
    for (int i = 0; i < count; i++) {
      int key = stores.key();
      stores
          .database()
          .run("update kinoloom.vkey set slot = %d where key_id = %d".formatted(slot, key));
      var one = new Submission(key, null, "c0ffee", "{}", lane);
      jobs.add(await(stores.jobs().accept(List.of(one))).get(0).job());
    }
    return jobs;
  }

  @Test
  void first_tasks_are_born_leased_while_there_is_room() {
    int node = stores.node();
    var jobs = queued(920, 50, 3);

    var started = await(stores.jobs().admit(100, Set.of(920), node, Map.of(50, 2)));

    assertThat(started.jobs()).isEqualTo(3);
    assertThat(started.resumed()).isZero();
    assertThat(started.more()).isFalse();
    assertThat(jobs(started.claims())).containsExactlyElementsOf(jobs.subList(0, 2));
    assertThat(jobs(stores.claims(node, 50))).containsExactly(jobs.get(2));
  }

  @Test
  void first_tasks_go_behind_those_that_wait() {
    int node = stores.node();
    var before = queued(921, 51, 1);
    await(stores.jobs().admit(100, Set.of(921)));
    var after = queued(921, 51, 1);

    var started = await(stores.jobs().admit(100, Set.of(921), node, Map.of(51, 1)));

    assertThat(jobs(started.claims())).containsExactlyElementsOf(before);
    assertThat(jobs(stores.claims(node, 51))).containsExactlyElementsOf(after);
  }

  @Test
  void it_is_told_whether_another_look_may_start_more() {
    int node = stores.node();
    var wants = Map.of(52, 9);
    var two = queued(922, 52, 2);
    assertThat(await(stores.jobs().admit(1, Set.of(922), node, wants)).more())
        .as("as many keys as were wanted")
        .isTrue();
    assertThat(await(stores.jobs().admit(9, Set.of(922), node, wants)).more()).isFalse();

    long first = two.get(0);
    stores
        .database()
        .run(
            "update kinoloom.vkey set max_concurrent = 3 where key_id = (select key_id from"
                + " kinoloom.job where id = "
                + first
                + ")");
    int key = stores.snapshot(first).key();
    for (int i = 0; i < 2; i++) {
      await(stores.jobs().accept(List.of(new Submission(key, null, "c0ffee", "{}", 52))));
    }
    assertThat(await(stores.jobs().admit(9, Set.of(922), node, wants)).more())
        .as("the key may start another")
        .isTrue();
    assertThat(await(stores.jobs().admit(9, Set.of(922), node, wants)).more()).isFalse();
  }

  @Test
  void a_ready_key_that_somebody_holds_is_passed_by_and_told() throws SQLException {
    int node = stores.node();
    var two = queued(923, 53, 2);
    int held = stores.snapshot(two.get(0)).key();
    try (var holder = stores.database().open()) {
      holder.setAutoCommit(false);
      ThreeConnections.ask(
          holder, "select 1 from kinoloom.vkey where key_id = %d for update".formatted(held));
      var started = await(stores.jobs().admit(9, Set.of(923), node, Map.of(53, 9)));
      assertThat(jobs(started.claims())).containsExactly(two.get(1));
      assertThat(started.more()).isFalse();
      assertThat(started.left()).as("one of two was passed by").isTrue();

      var none = await(stores.jobs().admit(9, Set.of(923), node, Map.of(53, 9)));
      assertThat(none).isEqualTo(new JobStore.Started(0, 0, false, true, List.of()));
      assertThat(await(stores.jobs().admit(9, Set.of(924), node, Map.of())).left())
          .as("a key of other slots")
          .isFalse();
    }

    var free = await(stores.jobs().admit(9, Set.of(923), node, Map.of(53, 9)));
    assertThat(jobs(free.claims())).containsExactly(two.get(0));
    assertThat(free.left()).isFalse();
  }

  @Test
  void a_job_that_goes_on_after_a_review_is_told_from_new_ones() {
    int node = stores.node();
    var claim = stores.running(node, stores.key());
    var hold = Decision.hold(stores.snapshot(claim.job()), Decision.Hold.REVIEW, List.of());
    stores.decided(node, claim, hold);
    assertThat(await(stores.jobs().approve(claim.job(), stores.snapshot(claim.job()).rev())))
        .isTrue();

    var started = await(stores.jobs().admit(100, Set.of(), node, Map.of(1, 9)));

    assertThat(started.resumed()).isOne();
    assertThat(await(stores.jobs().letters(OpenStores.HOUR, Set.of(7), 99))).contains(claim.job());
  }
}
