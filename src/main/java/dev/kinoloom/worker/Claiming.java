package dev.kinoloom.worker;

import dev.kinoloom.domain.Claim;
import dev.kinoloom.store.TaskStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;

/**
 * The claims of all lanes of a node: one call at a time, for whichever lanes have room by then.
 * Safe to use from any thread, one wish a lane at a time.
 */
public final class Claiming {
  private final TaskStore tasks;
  private final IntSupplier node;
  private final Map<Integer, Integer> wishes = new TreeMap<>();
  private final Together<Integer, List<Claim>> calls;

  public Claiming(Vertx vertx, TaskStore tasks, IntSupplier node) {
    this.tasks = tasks;
    this.node = node;
    this.calls = new Together<>(vertx, Integer.MAX_VALUE, this::claim);
  }

  /** Leases up to {@code room} tasks of a lane to this node. */
  Future<List<Claim>> of(int lane, int room) {
    synchronized (wishes) {
      wishes.put(lane, room);
    }
    return calls.get(lane).map(claims -> claims.orElse(List.of()));
  }

  private Future<Map<Integer, List<Claim>>> claim(Set<Integer> lanes) {
    Map<Integer, Integer> room;
    synchronized (wishes) {
      room = new TreeMap<>(wishes);
    }
    room.keySet().retainAll(lanes);
    return tasks
        .claim(node.getAsInt(), room)
        .map(all -> all.stream().collect(Collectors.groupingBy(Claim::lane)));
  }
}
