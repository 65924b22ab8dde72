package dev.kinoloom.worker;

import dev.kinoloom.domain.Claim;
import dev.kinoloom.domain.JobSnapshot;
import dev.kinoloom.pipeline.Pull;
import dev.kinoloom.store.TaskStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;

/**
 * The claims of all lanes of a node: one call at a time, for whichever lanes have room by then; and
 * what a commit of new tasks claims besides. Safe to use from any thread.
 */
public final class Claiming implements Pull {
  /** Who runs the tasks of a lane. */
  interface Lane {
    Room room();

    /** Runs {@code claims}; they came unasked. {@code full}: there may be more where they were. */
    void given(List<Claim> claims, boolean full);
  }

  /** What was found: {@code claims}, of at most {@code room}. */
  record Found(int room, List<Claim> claims) {
    boolean full() {
      return claims.size() == room;
    }
  }

  private final TaskStore tasks;
  private final IntSupplier node;
  private final BooleanSupplier suspended;
  private final BiConsumer<JobSnapshot, List<Integer>> foresight;
  private final Map<Integer, Lane> lanes = new ConcurrentHashMap<>();
  private final Together<Integer, Found> calls;

  public Claiming(Vertx vertx, TaskStore tasks, IntSupplier node) {
    this(vertx, tasks, node, () -> false, (job, nos) -> {});
  }

  /**
   * {@code suspended}: as long as it says so there is no room, whatever the lanes say; {@code
   * foresight} gets ready for tasks that will probably be claimed.
   */
  public Claiming(
      Vertx vertx,
      TaskStore tasks,
      IntSupplier node,
      BooleanSupplier suspended,
      BiConsumer<JobSnapshot, List<Integer>> foresight) {
    this.foresight = foresight;
    this.tasks = tasks;
    this.node = node;
    this.suspended = suspended;
    this.calls = new Together<>(vertx, Integer.MAX_VALUE, this::claim);
  }

  /** From now on its room is filled. */
  void open(int number, Lane lane) {
    lanes.put(number, lane);
  }

  /** Leases as many tasks of a lane to this node as it has room for; empty = it had none. */
  Future<Optional<Found>> of(int lane) {
    return calls.get(lane);
  }

  @Override
  public Map<Integer, Integer> offer(Set<Integer> wanted) {
    var offered = new TreeMap<Integer, Integer>();
    if (suspended.getAsBoolean()) {
      return offered;
    }
    for (int number : wanted) {
      var lane = lanes.get(number);
      int room = lane == null ? 0 : lane.room().take();
      if (room > 0) {
        offered.put(number, room);
      }
    }
    return offered;
  }

  @Override
  public void expect(JobSnapshot job, List<Integer> nos) {
    foresight.accept(job, nos);
  }

  @Override
  public void take(Map<Integer, Integer> offered, List<Claim> claims) {
    filled(offered, claims)
        .forEach(
            (number, found) -> {
              var lane = lanes.get(number);
              if (lane != null) {
                lane.given(found.claims(), found.full());
              }
            });
  }

  private Future<Map<Integer, Found>> claim(Set<Integer> wanted) {
    var offered = offer(wanted);
    if (offered.isEmpty()) {
      return Future.succeededFuture(Map.of());
    }
    return Future.succeededFuture(offered)
        .compose(room -> tasks.claim(node.getAsInt(), room))
        .onFailure(cause -> filled(offered, List.of()))
        .map(claims -> filled(offered, claims));
  }

  /** What nobody came for is room again. */
  private Map<Integer, Found> filled(Map<Integer, Integer> offered, List<Claim> claims) {
    var byLane = claims.stream().collect(Collectors.groupingBy(Claim::lane));
    var found = new HashMap<Integer, Found>();
    offered.forEach(
        (number, room) -> {
          var its = byLane.getOrDefault(number, List.of());
          var lane = lanes.get(number);
          if (lane != null) {
            lane.room().giveBack(room - its.size());
          }
          found.put(number, new Found(room, its));
        });
    return found;
  }
}
