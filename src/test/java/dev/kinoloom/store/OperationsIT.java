package dev.kinoloom.store;

import static dev.kinoloom.store.OpenStores.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinoloom.domain.Cancelled;
import dev.kinoloom.domain.Claim;
import dev.kinoloom.domain.Decision;
import dev.kinoloom.domain.FactKind;
import dev.kinoloom.domain.Invalid;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.TaskState;
import dev.kinoloom.store.BoardStore.Dead;
import dev.kinoloom.store.BoardStore.Entry;
import dev.kinoloom.store.BoardStore.Filter;
import dev.kinoloom.store.BoardStore.Hold;
import dev.kinoloom.store.LineStore.Change;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What operators do to keys, jobs and nodes, and what the audit says of it. */
class OperationsIT {
  private static final String ADA = "ada";
  @AutoClose private static final OpenStores stores = new OpenStores();
  private static final Operations operations = stores.operations();

  private static AuditStore.Entry newest(int key) {
    return await(operations.audit().list(key, 0, 1)).get(0);
  }

  private static LineStore.Line line(int key) {
    return await(operations.lines().find(key)).orElseThrow();
  }

  private static void told(int node, Claim claim, long elapsed) {
    var word =
        "{\"no\":1,\"epoch\":%d,\"percent\":5,\"elapsed\":%d}".formatted(claim.epoch(), elapsed);
    await(stores.tasks().progress(node, claim.job(), claim.no(), claim.epoch(), word));
  }

  /** A job that failed for good, as a dead letter. */
  private static long dead(int key) {
    int node = stores.node();
    var claim = stores.running(node, key);
    var why = new Decision.NewFact(FactKind.FAILED, "{\"failure\":{\"message\":\"no voice\"}}");
    stores.decided(
        node, claim, Decision.end(stores.snapshot(claim.job()), JobState.FAILED, List.of(why)));
    return claim.job();
  }

  @Test
  void a_key_is_added_with_its_rules_and_a_secret_that_is_known() {
    var rules = new Change("Kit", 2.5, Duration.ofSeconds(90), 3, 50, true, true, 20_000L);

    int key = await(operations.lines().add(ADA, "hash of kit", 9, rules));

    var line = line(key);
    assertThat(line.rules())
        .isEqualTo(new LineStore.Rules(2.5, Duration.ofSeconds(90), 3, 50, true, 20_000L));
    assertThat(line.paused()).isTrue();
    assertThat(line.slot()).isEqualTo(9);
    assertThat(await(stores.keys().authenticate("hash of kit")).orElseThrow().key()).isEqualTo(key);
    assertThat(newest(key))
        .satisfies(
            entry -> {
              assertThat(entry.who()).isEqualTo(ADA);
              assertThat(entry.action()).isEqualTo("key.add");
              assertThat(entry.details())
                  .contains("\"weight\": 2.5", "\"maxOpen\": 50", "\"maxStorageBytes\": 20000");
            });
    assertThatThrownBy(() -> await(operations.lines().add(ADA, "another", 9, rules)))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("choose another name");
    assertThat(await(stores.keys().authenticate("another"))).isEmpty();
  }

  @Test
  void what_is_not_said_of_a_key_stays_and_what_is_stands_in_the_audit() {
    int key = stores.key();

    assertThat(
            await(
                operations
                    .lines()
                    .change(ADA, key, new Change(null, 0.3, null, 4, null, null, null, null))))
        .isTrue();

    assertThat(line(key).rules())
        .isEqualTo(new LineStore.Rules(0.3, Duration.ZERO, 4, 1_000_000, false, null));
    assertThat(newest(key).action()).isEqualTo("key.change");
    assertThat(await(operations.lines().change(ADA, 999_999, Change.paused(true)))).isFalse();
    assertThat(await(operations.audit().list(999_999, 0, 10))).isEmpty();
  }

  @Test
  void a_paused_key_starts_nothing_until_it_is_resumed() {
    int key = stores.key();
    await(operations.lines().change(ADA, key, Change.paused(true)));
    long job = stores.accepted(key);
    await(stores.jobs().admit(100, Set.of()));
    assertThat(stores.snapshot(job).state()).isEqualTo(JobState.QUEUED);
    assertThat(newest(key).action()).isEqualTo("key.pause");

    await(operations.lines().change(ADA, key, Change.paused(false)));

    await(stores.jobs().admit(100, Set.of()));
    assertThat(stores.snapshot(job).state()).isEqualTo(JobState.RUNNING);
    assertThat(newest(key).action()).isEqualTo("key.resume");
  }

  @Test
  void secrets_are_issued_beside_others_rotated_in_place_of_all_and_revoked_one_by_one() {
    int key = await(stores.keys().create("Sue", "aaaaaaaaaaaa one", 1));
    var secrets = operations.secrets();

    assertThat(await(secrets.issue(ADA, key, "bbbbbbbbbbbb two"))).isTrue();
    assertThat(await(stores.keys().authenticate("aaaaaaaaaaaa one"))).isPresent();
    assertThat(await(stores.keys().authenticate("bbbbbbbbbbbb two"))).isPresent();

    assertThat(await(secrets.revoke(ADA, key, "aaaaaaaaaaaa"))).isTrue();
    assertThat(await(secrets.revoke(ADA, key, "aaaaaaaaaaaa"))).as("once only").isFalse();
    assertThat(await(stores.keys().authenticate("aaaaaaaaaaaa one"))).isEmpty();

    assertThat(await(secrets.rotate(ADA, key, "cccccccccccc three"))).isTrue();
    assertThat(await(stores.keys().authenticate("bbbbbbbbbbbb two"))).isEmpty();
    assertThat(await(stores.keys().authenticate("cccccccccccc three"))).isPresent();
    assertThat(await(secrets.list(key)))
        .extracting(SecretStore.Secret::id)
        .startsWith("cccccccccccc")
        .hasSize(3);
    assertThat(newest(key).details()).contains("cccccccccccc", "bbbbbbbbbbbb");
    assertThat(newest(key).details()).doesNotContain("three", "two");
    assertThat(await(secrets.issue(ADA, 999_999, "d"))).isFalse();
  }

  @Test
  void a_dead_letter_is_listed_with_its_reason_and_replayed_once() {
    int key = stores.key();
    long job = dead(key);

    var letter = await(operations.deadLetters().list(key, 0, 10)).get(0);
    assertThat(letter.job()).isEqualTo(job);
    assertThat(letter.data()).contains("no voice");
    assertThat(letter.unresolved()).isZero();

    long again = await(operations.interventions().replay(ADA, job)).orElseThrow();

    assertThat(await(operations.interventions().replay(ADA, job))).hasValue(again);
    assertThat(await(operations.deadLetters().list(key, 0, 10))).isEmpty();
    assertThat(await(operations.board().find(again)).orElseThrow().replayOf()).isEqualTo(job);
    assertThat(await(operations.board().find(job)).orElseThrow().dead()).isEqualTo(Dead.REPLAYED);
    assertThat(newest(key).details()).contains(Long.toString(again));
  }

  @Test
  void a_discarded_dead_letter_lets_its_blocked_line_go_on() {
    int key = stores.key();
    await(
        operations
            .lines()
            .change(ADA, key, new Change(null, null, null, null, null, true, null, null)));
    long job = dead(key);
    long next = stores.accepted(key);
    assertThat(line(key).isBlocked()).isTrue();
    assertThat(line(key).isReady()).isFalse();

    assertThat(await(operations.interventions().discard(ADA, job))).isTrue();

    assertThat(line(key).isReady()).isTrue();
    assertThat(await(operations.interventions().discard(ADA, job))).isFalse();
    assertThat(newest(key).outcome()).isEqualTo("no open dead letter");
    assertThat(await(operations.board().queued(key, 5)))
        .extracting(Entry::job)
        .containsExactly(next);
  }

  @Test
  void cancelling_says_what_it_became_and_leaves_no_trace_of_jobs_that_never_were() {
    int key = stores.key();
    long job = stores.accepted(key);

    assertThat(await(operations.interventions().cancel(ADA, job))).isEqualTo(Cancelled.AT_ONCE);
    assertThat(newest(key).outcome()).isEqualTo("cancelled");
    assertThat(await(operations.interventions().cancel(ADA, job))).isEqualTo(Cancelled.TOO_LATE);
    assertThat(newest(key).outcome()).isEqualTo("ended already");
    assertThat(await(operations.interventions().cancel(ADA, 99_999_999)))
        .isEqualTo(Cancelled.NO_SUCH_JOB);
    assertThat(await(operations.audit().list(0, 0, 100)))
        .noneMatch(entry -> Long.valueOf(99_999_999).equals(entry.job()));
  }

  @Test
  void a_held_job_is_approved_at_the_revision_that_was_seen_and_no_other() {
    int key = stores.key();
    int node = stores.node();
    var claim = stores.running(node, key);
    var review = Decision.hold(stores.snapshot(claim.job()), Decision.Hold.REVIEW, List.of());
    stores.decided(node, claim, review);
    var held = await(operations.board().underWay(key, 5)).get(0);
    assertThat(held.hold()).isEqualTo(Hold.REVIEW);

    assertThat(await(operations.interventions().approve(ADA, held.job(), held.rev() - 1)))
        .isFalse();
    assertThat(await(operations.interventions().approve(ADA, held.job(), held.rev()))).isTrue();

    assertThat(await(operations.audit().list(key, 0, 10)))
        .extracting(AuditStore.Entry::outcome)
        .containsExactly("approved", "not held at that revision");
  }

  @Test
  void a_running_task_shows_its_lease_its_epoch_and_when_it_was_first_heard_of() {
    int key = stores.key();
    int node = stores.node();
    var claim = stores.running(node, key);
    long behind = stores.accepted(key);
    told(node, claim, 1_500);

    var task = await(operations.board().tasks(List.of(claim.job()))).get(0);

    assertThat(task.state()).isEqualTo(TaskState.LEASED);
    assertThat(task.epoch()).isEqualTo(claim.epoch());
    assertThat(task.lease()).isNotNull();
    assertThat(task.lease().node()).isEqualTo(node);
    var first = task.lease().firstHeardAt();
    assertThat(first).isNotNull().isEqualTo(task.lease().lastHeardAt());
    assertThat(task.lease().workingSince()).isEqualTo(first.minusMillis(1_500));
    told(node, claim, 60_000);
    var later = await(operations.board().tasks(List.of(claim.job()))).get(0).lease();
    assertThat(later).isNotNull();
    assertThat(later.firstHeardAt()).isEqualTo(first);
    assertThat(later.lastHeardAt()).isNotNull().isAfter(first);
    assertThat(later.workingSince())
        .as("by whichever word came with the least delay")
        .isEqualTo(later.lastHeardAt().minusMillis(60_000));
    assertThat(task.lease().until()).isAfter(await(operations.board().now()));
    assertThat(await(operations.board().queued(key, 5)))
        .extracting(Entry::job)
        .containsExactly(behind);
    assertThat(await(operations.board().lanes()))
        .anySatisfy(lane -> assertThat(lane.leased()).isPositive());
  }

  @Test
  void jobs_are_listed_by_key_and_state() {
    int key = stores.key();
    long running = stores.running(stores.node(), key).job();
    long queued = stores.accepted(key);
    var board = operations.board();

    assertThat(await(board.list(new Filter(key, Set.of(), 0, 10))))
        .extracting(Entry::job)
        .containsExactly(queued, running);
    assertThat(await(board.list(new Filter(0, Set.of(JobState.RUNNING), 0, 100))))
        .extracting(Entry::job)
        .contains(running)
        .doesNotContain(queued);
    assertThat(await(board.list(new Filter(key, Set.of(JobState.QUEUED), 0, 10))))
        .extracting(Entry::job)
        .containsExactly(queued);
    assertThat(await(board.list(new Filter(key, Set.of(), queued, 10))))
        .extracting(Entry::job)
        .containsExactly(running);
  }

  @Test
  void a_node_that_is_drained_claims_nothing_more_and_the_audit_knows_who_wished_it() {
    int key = stores.key();
    int node = stores.node();
    stores.accepted(key);
    await(stores.jobs().admit(100, Set.of()));

    assertThat(await(operations.roster().drain(ADA, node))).hasValue(RosterStore.State.DRAINING);

    assertThat(stores.claims(node, 1)).isEmpty();
    assertThat(await(operations.roster().state(node))).hasValue(RosterStore.State.DRAINING);
    assertThat(await(operations.roster().list()))
        .filteredOn(entry -> entry.node() == node)
        .singleElement()
        .satisfies(entry -> assertThat(entry.state()).isEqualTo(RosterStore.State.DRAINING));
    assertThat(await(operations.audit().list(0, 0, 100)))
        .anySatisfy(
            entry -> {
              assertThat(entry.node()).isEqualTo(node);
              assertThat(entry.outcome()).isEqualTo("draining");
            });
    assertThat(await(operations.roster().drain(ADA, 999_999))).isEmpty();
    assertThat(stores.claims(stores.node(), 1)).isNotEmpty();
  }

  @Test
  void a_drain_is_taken_back_and_the_node_claims_again_unless_it_is_gone() {
    int key = stores.key();
    int node = stores.node();
    stores.accepted(key);
    await(stores.jobs().admit(100, Set.of()));
    assertThat(await(operations.roster().undrain(ADA, node)))
        .as("one that does not drain")
        .hasValue(RosterStore.State.UP);
    await(operations.roster().drain(ADA, node));
    assertThat(stores.claims(node, 1)).isEmpty();

    assertThat(await(operations.roster().undrain(ADA, node))).hasValue(RosterStore.State.UP);

    assertThat(stores.claims(node, 1)).isNotEmpty();
    await(operations.roster().drain(ADA, node));
    await(stores.nodes().leave(node));
    assertThat(await(operations.roster().undrain(ADA, node))).hasValue(RosterStore.State.GONE);
    assertThat(await(operations.roster().state(node))).hasValue(RosterStore.State.GONE);
    assertThat(await(operations.roster().undrain(ADA, 999_999))).isEmpty();
    assertThat(await(operations.audit().list(0, 0, 100)))
        .filteredOn(entry -> entry.action().equals("node.undrain"))
        .extracting(entry -> entry.outcome())
        .containsExactly("gone already", "up", "up already");
  }
}
