package dev.kinoloom.store.model;

import dev.kinoloom.domain.FactKind;
import dev.kinoloom.domain.Holding;
import dev.kinoloom.domain.TaskState;
import dev.kinoloom.store.model.Node.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Nodes, their leases, and what becomes of a dead one's tasks. */
final class Nodes {
  private static final Duration REMEMBERED = Duration.ofDays(1);
  private final Tables tables;
  private final Effects effects;
  private final Lanes lanes;

  Nodes(Tables tables, Effects effects, Lanes lanes) {
    this.tables = tables;
    this.effects = effects;
    this.lanes = lanes;
  }

  int up(String name, Duration ttl) {
    int id = ++tables.lastNode;
    var now = tables.now();
    tables.nodes.put(id, new Node(id, name, now, now.plus(ttl)));
    return id;
  }

  /** Renews also a lapsed lease that nobody has judged yet. Empty = buried. */
  Optional<List<Holding>> heartbeat(int me, Duration ttl) {
    var node = tables.nodes.get(me);
    if (node == null || node.state == State.GONE) {
      return Optional.empty();
    }
    var now = tables.now();
    if (node.leaseUntil.isBefore(now)) {
      node.steadySince = now;
    }
    node.leaseUntil = now.plus(ttl);
    return Optional.of(
        heldBy(Set.of(me))
            .map(task -> new Holding(task.job.id, task.no, task.epoch, task.stop))
            .toList());
  }

  private Stream<Task> heldBy(Set<Integer> who) {
    return tables
        .tasks()
        .filter(
            task ->
                task.state == TaskState.LEASED && who.contains(Objects.requireNonNull(task.node)));
  }

  /** A judge has been steady for a whole ttl itself. */
  int reap(int me, Duration ttl, int maxLost) {
    var judge = tables.nodes.get(me);
    var now = tables.now();
    if (judge == null
        || judge.state == State.GONE
        || !judge.isInTime(now)
        || judge.steadySince.isAfter(now.minus(ttl))) {
      return 0;
    }
    tables.nodes.values().stream()
        .filter(node -> node.leaseUntil.isBefore(now))
        .forEach(node -> node.state = State.GONE);
    forgetLongGone();
    return sweep(gone(), maxLost, true);
  }

  private void forgetLongGone() {
    var before = tables.now().minus(REMEMBERED);
    var holders =
        tables
            .tasks()
            .filter(task -> task.state == TaskState.LEASED)
            .map(task -> task.node)
            .collect(Collectors.toSet());
    tables
        .nodes
        .values()
        .removeIf(
            node ->
                node.state == State.GONE
                    && node.leaseUntil.isBefore(before)
                    && !holders.contains(node.id));
  }

  private Set<Integer> gone() {
    return tables.nodes.values().stream()
        .filter(node -> node.state == State.GONE)
        .map(node -> node.id)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  int takeOver(int me, int maxLost) {
    tables.nodes.values().stream()
        .filter(node -> node.id != me)
        .forEach(node -> node.state = State.GONE);
    return sweep(gone(), maxLost, true);
  }

  void drain(int me) {
    var node = tables.nodes.get(me);
    if (node != null && node.state == State.UP) {
      node.state = State.DRAINING;
    }
  }

  void undrain(int me) {
    var node = tables.nodes.get(me);
    if (node != null && node.state == State.DRAINING) {
      node.state = State.UP;
    }
  }

  /** Answers what it still holds. */
  int leave(int me) {
    var node = tables.nodes.get(me);
    if (node != null) {
      node.state = State.GONE;
    }
    sweep(Set.of(me), 0, false);
    return (int) heldBy(Set.of(me)).count();
  }

  /** Gives back all that gone nodes hold; {@code counted} false: a clean leave. */
  private int sweep(Set<Integer> gone, int maxLost, boolean counted) {
    var held = heldBy(gone).toList();
    var letters = new ArrayList<Job>();
    for (var task : held) {
      giveBack(task, maxLost, counted);
      tables.tell(
          task.job, FactKind.LEASE_LOST, "{\"no\":%d,\"counted\":%b}".formatted(task.no, counted));
      if (task.state.isAtRest() && !letters.contains(task.job)) {
        letters.add(task.job);
      }
    }
    letters.forEach(this::leaveWord);
    return held.size();
  }

  private void giveBack(Task task, int maxLost, boolean counted) {
    task.node = null;
    task.rank = lanes.now(task.lane);
    task.lost += counted ? 1 : 0;
    task.attempt -= !counted && !task.stop ? 1 : 0;
    if (task.stop && !effects.isOpen(task)) {
      task.state = TaskState.CANCELLED;
    } else {
      boolean poisoned = counted && task.lost >= maxLost;
      task.state = poisoned ? TaskState.FAILED : TaskState.READY;
    }
  }

  private void leaveWord(Job job) {
    job.rev++;
    if (job.runs()) {
      job.wake(tables.now());
    }
  }
}
