package dev.kinoloom.membership;

import dev.kinoloom.domain.Holding;
import dev.kinoloom.domain.Report;
import dev.kinoloom.pipeline.Attempts;
import dev.kinoloom.store.NodeStore;
import dev.kinoloom.store.TaskStore;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews this node's lease and acts on what the database says it holds: kills what is fenced, stops
 * what is to be stopped, hands back what nobody runs. A node that could not renew for a lease's
 * length less a margin kills its own children before somebody else starts them again; one that was
 * buried comes back under a new id. Lives on one event loop.
 */
public final class Heartbeat implements IntSupplier {
  private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);
  private static final int BEATS_UNTIL_ORPHAN = 4;

  private final NodeStore nodes;
  private final TaskStore tasks;
  private final Attempts attempts;
  private final String name;
  private final Duration ttl;
  private final LongSupplier nanos;
  private final AtomicInteger burials = new AtomicInteger();
  private final AtomicInteger fencings = new AtomicInteger();
  private final boolean decides;
  private Map<Holding, Integer> orphans = new HashMap<>();
  private volatile long confirmedNanos;
  private long askedNanos;
  private boolean fencedItself;
  private boolean beating;
  private boolean again;
  private volatile int node;

  /** {@code nanos} is a monotonic clock; {@code decides}: it has a mailbox. */
  public Heartbeat(
      NodeStore nodes,
      TaskStore tasks,
      Attempts attempts,
      String name,
      Duration ttl,
      LongSupplier nanos,
      boolean decides) {
    this.decides = decides;
    this.nodes = nodes;
    this.tasks = tasks;
    this.attempts = attempts;
    this.name = name;
    this.ttl = ttl;
    this.nanos = nanos;
  }

  /** The id of this node now. */
  @Override
  public int getAsInt() {
    return node;
  }

  /** How long ago the database confirmed the lease; less than its length while it stands. */
  public Duration age() {
    return Duration.ofNanos(Math.max(0, nanos.getAsLong() - confirmedNanos));
  }

  /** How often this process was buried. */
  public int burials() {
    return burials.get();
  }

  /** How often it ended all that ran here, for its lease was late. */
  public int fencings() {
    return fencings.get();
  }

  /** Enters the cluster. */
  public Future<Void> join() {
    long asked = nanos.getAsLong();
    return nodes
        .up(name, ttl)
        .compose(id -> decides ? Future.succeededFuture(id) : aside(id))
        .map(
            id -> {
              node = id;
              confirmedNanos = asked;
              fencedItself = false;
              log.info("node is up node={} name={} ttl={}", id, name, ttl);
              return null;
            });
  }

  /** One that cannot stand aside would be counted on by others: it takes back that it came. */
  private Future<Integer> aside(int id) {
    return nodes
        .standAside(id)
        .map(id)
        .recover(cause -> nodes.leave(id).transform(left -> Future.failedFuture(cause)));
  }

  /**
   * One beat. While one is on its way another waits for it, but not for ever: what hangs is
   * overtaken.
   */
  public Future<Void> beat() {
    watch();
    long now = nanos.getAsLong();
    if (beating && now - askedNanos < ttl.toNanos() / 2) {
      again = true;
      return Future.succeededFuture();
    }
    beating = true;
    again = false;
    askedNanos = now;
    int mine = node;
    var before = attempts.running();
    return Future.succeededFuture(mine)
        .compose(me -> nodes.heartbeat(me, ttl))
        .compose(held -> heard(held, mine, now, before))
        .compose(
            none -> {
              boolean wanted = now == askedNanos && again;
              beating &= now != askedNanos;
              return wanted ? beat() : Future.succeededFuture();
            },
            cause -> {
              beating &= now != askedNanos;
              return Future.failedFuture(cause);
            });
  }

  /**
   * Ends all that runs here once the lease is late: before it is over, and again and again until it
   * is renewed, for a claim may still have been on its way. To be called several times between two
   * beats, for a beat that is missed must not be noticed a beat later.
   */
  public void watch() {
    if (nanos.getAsLong() - confirmedNanos <= ttl.toNanos() * 3 / 4) {
      return;
    }
    if (!fencedItself) {
      log.error("lease could not be renewed, everything that runs here is ended node={}", node);
      fencedItself = true;
      fencings.incrementAndGet();
    }
    attempts.fenceAll();
  }

  private Future<Void> heard(
      Optional<List<Holding>> held, int mine, long asked, List<Holding> before) {
    if (mine != node) {
      return Future.succeededFuture(); // an answer to who this node was before
    }
    if (held.isEmpty()) {
      log.warn("node was buried, comes back under a new id node={}", node);
      burials.incrementAndGet();
      attempts.fenceAll();
      orphans = new HashMap<>();
      return join();
    }
    if (asked - confirmedNanos > 0) {
      confirmedNanos = asked;
    }
    fencedItself = false;
    return act(Comparison.of(held.get(), before, attempts.running()));
  }

  private Future<Void> act(Comparison comparison) {
    comparison.fenced().forEach(attempts::fence);
    comparison.stopped().forEach(attempts::stop);
    var seen = new HashMap<Holding, Integer>();
    comparison.orphans().forEach(orphan -> seen.put(orphan, orphans.getOrDefault(orphan, 0) + 1));
    orphans = seen;
    var back =
        seen.entrySet().stream()
            .filter(entry -> entry.getValue() >= BEATS_UNTIL_ORPHAN)
            .map(entry -> handedBack(entry.getKey()))
            .toList();
    if (back.isEmpty()) {
      return Future.succeededFuture();
    }
    log.warn("tasks that nobody runs are handed back node={} count={}", node, back.size());
    return tasks.finish(node, back, List.of()).mapEmpty();
  }

  private static Report handedBack(Holding orphan) {
    var outcome = orphan.stop() ? Report.Outcome.STOPPED : Report.Outcome.HANDED_BACK;
    return new Report(
        orphan.job(), orphan.no(), orphan.epoch(), outcome, Duration.ZERO, null, null);
  }
}
