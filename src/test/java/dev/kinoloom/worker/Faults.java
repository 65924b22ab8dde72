package dev.kinoloom.worker;

import dev.kinoloom.domain.Decision;
import dev.kinoloom.domain.Fingerprint;
import dev.kinoloom.domain.Refusal;
import dev.kinoloom.domain.Report;
import dev.kinoloom.store.TaskStore;
import dev.kinoloom.store.TasksBehind;
import dev.kinoloom.store.Unavailable;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** The tasks of a store that is away now and then, or will not take some things. */
final class Faults extends TasksBehind {
  private final Predicate<String> refuses;
  private final AtomicInteger awayFor;
  private final AtomicBoolean silent;

  /**
   * {@code refuses}: text that it will never take in a result or fact; {@code awayFor}: how many
   * calls of finish fail first, and one look for earlier results.
   */
  Faults(TaskStore store, Predicate<String> refuses, int awayFor) {
    super(store);
    this.refuses = refuses;
    this.awayFor = new AtomicInteger(awayFor);
    this.silent = new AtomicBoolean(awayFor > 0);
  }

  private boolean refuses(Report report) {
    return refuses.test(report.result() + " " + report.fact());
  }

  private boolean refuses(Decision decision) {
    return decision.facts().stream().anyMatch(fact -> refuses.test(fact.data()));
  }

  @Override
  public Future<List<Refusal>> finish(int node, List<Report> reports, List<Decision> decisions) {
    if (awayFor.getAndDecrement() > 0) {
      return Future.failedFuture("the store is away");
    }
    var refused = new ArrayList<Long>();
    reports.stream().filter(this::refuses).map(Report::job).forEach(refused::add);
    decisions.stream().filter(this::refuses).map(Decision::job).forEach(refused::add);
    var rejected = new ArrayList<Refusal>();
    reports.stream()
        .filter(r -> refused.contains(r.job()))
        .forEach(r -> rejected.add(new Refusal(Refusal.What.REJECTED, r.job(), r.no())));
    decisions.stream()
        .filter(d -> refused.contains(d.job()))
        .forEach(d -> rejected.add(new Refusal(Refusal.What.REJECTED, d.job(), 0)));
    return store
        .finish(
            node,
            reports.stream().filter(r -> !refused.contains(r.job())).toList(),
            decisions.stream().filter(d -> !refused.contains(d.job())).toList())
        .map(
            others -> {
              rejected.addAll(others);
              return List.copyOf(rejected);
            });
  }

  @Override
  public Future<Map<Fingerprint, String>> checkpoints(Set<Fingerprint> wanted) {
    return silent.getAndSet(false)
        ? Future.failedFuture(Unavailable.now())
        : store.checkpoints(wanted);
  }
}
