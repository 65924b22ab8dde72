package dev.kinoloom.store.model;

import dev.kinoloom.domain.Cancelled;
import dev.kinoloom.domain.Claim;
import dev.kinoloom.domain.Decision;
import dev.kinoloom.domain.Fact;
import dev.kinoloom.domain.FactKind;
import dev.kinoloom.domain.Fingerprint;
import dev.kinoloom.domain.Holding;
import dev.kinoloom.domain.JobSnapshot;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.JobSummary;
import dev.kinoloom.domain.PaidCall;
import dev.kinoloom.domain.Refusal;
import dev.kinoloom.domain.Report;
import dev.kinoloom.domain.Submission;
import dev.kinoloom.store.FactStore;
import dev.kinoloom.store.JobStore;
import dev.kinoloom.store.KeyStore;
import dev.kinoloom.store.NodeStore;
import dev.kinoloom.store.PaidCallStore;
import dev.kinoloom.store.TaskStore;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All stores over one {@link EngineModel}, for unit tests without a database. Every call is done
 * when it returns; calls of several threads take turns.
 */
public final class ModelStores {
  private final EngineModel model;

  public ModelStores(InstantSource clock) {
    this.model = new EngineModel(clock);
  }

  /** The machine below, for what the stores do not offer. */
  public EngineModel model() {
    return model;
  }

  private <T> Future<T> call(Callable<T> call) {
    synchronized (model) {
      try {
        return Future.succeededFuture(call.call());
      } catch (Exception e) {
        return Future.failedFuture(e);
      }
    }
  }

  private Future<Void> run(Runnable call) {
    synchronized (model) {
      call.run();
      return Future.succeededFuture();
    }
  }

  public JobStore jobs() {
    return new JobStore() {
      @Override
      public Future<List<Submission.Answer>> accept(List<Submission> batch) {
        return call(() -> model.accept(batch));
      }

      @Override
      public Future<Integer> admit(int most, Set<Integer> slots) {
        return call(() -> model.admit(most, slots));
      }

      @Override
      public Future<Set<Integer>> leftWaiting(Duration older, int most) {
        return call(() -> slotsLeftWaiting(older, most));
      }

      @Override
      public Future<List<Long>> letters(Duration older, Set<Integer> slots, int most) {
        return call(() -> model.letters(older, slots, most));
      }

      @Override
      public Future<List<JobSnapshot>> load(Collection<Long> jobs) {
        return call(() -> model.load(jobs));
      }

      @Override
      public Future<Cancelled> cancel(long job) {
        return call(() -> model.cancel(job));
      }

      @Override
      public Future<Boolean> approve(long job, int rev) {
        return call(() -> model.approve(job, rev));
      }

      @Override
      public Future<Optional<Long>> replay(long job) {
        return call(() -> model.replay(job));
      }

      @Override
      public Future<Boolean> discard(long job) {
        return call(() -> model.discard(job));
      }

      @Override
      public Future<Optional<JobSummary>> find(long job) {
        return call(() -> model.find(job));
      }

      @Override
      public Future<List<JobSummary>> list(int key, Set<JobState> states, long before, int most) {
        return call(() -> model.list(key, states, before, most));
      }
    };
  }

  public TaskStore tasks() {
    return new TaskStore() {
      @Override
      public Future<List<Claim>> claim(int node, Map<Integer, Integer> wants) {
        return call(() -> model.claim(node, wants));
      }

      @Override
      public Future<List<Refusal>> finish(
          int node, List<Report> reports, List<Decision> decisions) {
        return call(() -> model.finish(reports, decisions));
      }

      @Override
      public Future<Boolean> progress(int node, long job, int no, int epoch, String data) {
        return call(() -> model.progress(node, job, no, epoch, data));
      }

      @Override
      public Future<Integer> promote(int most) {
        return call(() -> model.promote(most));
      }

      @Override
      public Future<Map<Fingerprint, String>> checkpoints(Set<Fingerprint> wanted) {
        return call(() -> kept(wanted));
      }

      private Map<Fingerprint, String> kept(Set<Fingerprint> wanted) {
        var kept = new HashMap<Fingerprint, String>();
        for (var one : wanted) {
          model.checkpoint(one.key(), one.hash()).ifPresent(result -> kept.put(one, result));
        }
        return kept;
      }
    };
  }

  public NodeStore nodes() {
    return new NodeStore() {
      @Override
      public Future<Integer> up(String name, Duration ttl) {
        return call(() -> model.nodeUp(name, ttl));
      }

      @Override
      public Future<Optional<List<Holding>>> heartbeat(int node, Duration ttl) {
        return call(() -> model.heartbeat(node, ttl));
      }

      @Override
      public Future<Integer> reap(int node, Duration ttl, int maxLost) {
        return call(() -> model.reap(node, ttl, maxLost));
      }

      @Override
      public Future<Integer> takeOver(int node, int maxLost) {
        return call(() -> model.takeOver(node, maxLost));
      }

      @Override
      public Future<Void> standAside(int node) {
        return run(
            () ->
                model.tables.nodes.computeIfPresent(
                    node,
                    (id, row) -> {
                      row.mailbox = false;
                      return row;
                    }));
      }

      @Override
      public Future<List<Integer>> mailboxes() {
        return call(() -> whoDecides());
      }

      @Override
      public Future<Void> drain(int node) {
        return run(() -> model.drain(node));
      }

      @Override
      public Future<Integer> leave(int node) {
        return call(() -> model.leave(node));
      }
    };
  }

  public KeyStore keys() {
    return new KeyStore() {
      @Override
      public Future<Integer> create(String name, String secretHash, int slot) {
        return call(() -> model.addKey(name, secretHash, slot));
      }

      @Override
      public Future<Optional<Key>> authenticate(String secretHash) {
        return call(() -> first(key -> key.secretHash.equals(secretHash)));
      }

      @Override
      public Future<Optional<Key>> find(String name) {
        return call(() -> first(key -> key.name.equals(name)));
      }

      @Override
      public Future<List<Key>> list() {
        return call(() -> model.tables.keys.values().stream().map(ModelStores::seen).toList());
      }

      @Override
      public Future<Map<Integer, Integer>> slots(Collection<Integer> keys) {
        return call(
            () ->
                model.tables.keys.values().stream()
                    .filter(key -> keys.contains(key.id))
                    .collect(Collectors.toMap(key -> key.id, key -> key.slot)));
      }

      @Override
      public Future<Void> replaceSecret(int key, String secretHash) {
        return run(
            () ->
                model.tables.keys.computeIfPresent(
                    key,
                    (id, row) -> {
                      row.secretHash = secretHash;
                      return row;
                    }));
      }
    };
  }

  private Set<Integer> slotsLeftWaiting(Duration older, int most) {
    var before = model.tables.now().minus(older);
    return model.tables.keys.values().stream()
        .filter(key -> key.readyAt != null && !key.readyAt.plus(key.headStart).isAfter(before))
        .sorted(Comparator.comparing(key -> Objects.requireNonNull(key.readyAt)))
        .limit(most)
        .map(key -> key.slot)
        .collect(Collectors.toSet());
  }

  private List<Integer> whoDecides() {
    var now = model.tables.now();
    return model.tables.nodes.values().stream()
        .filter(node -> node.state == Node.State.UP && node.mailbox && node.isInTime(now))
        .map(node -> node.id)
        .toList();
  }

  private Optional<KeyStore.Key> first(Predicate<VirtualKey> which) {
    return model.tables.keys.values().stream().filter(which).findFirst().map(ModelStores::seen);
  }

  private static KeyStore.Key seen(VirtualKey key) {
    return new KeyStore.Key(key.id, key.name, key.createdAt, key.paused, key.running, key.open);
  }

  public PaidCallStore paidCalls() {
    return new PaidCallStore() {
      @Override
      public Future<Optional<Long>> intend(int node, Claim lease) {
        return call(
            () -> {
              var id = model.intend(node, lease.job(), lease.no(), lease.epoch());
              return id.isPresent() ? Optional.of(id.getAsLong()) : Optional.empty();
            });
      }

      @Override
      public Future<Boolean> resolve(
          long paid, PaidCall.Known known, @Nullable String handle, @Nullable String note) {
        return call(() -> model.resolve(paid, known.ordinal(), handle, note));
      }

      @Override
      public Future<Optional<PaidCall>> standing(long job, int no) {
        return call(
            () ->
                model.tables.effects.values().stream()
                    .filter(effect -> effect.task.job.id == job && effect.task.no == no)
                    .map(ModelStores::seen)
                    .filter(seen -> seen.known() != PaidCall.Known.VOID || seen.handle() != null)
                    .max(
                        Comparator.comparing((PaidCall seen) -> seen.known() != PaidCall.Known.VOID)
                            .thenComparing(PaidCall::id)));
      }
    };
  }

  private static PaidCall seen(Effect effect) {
    return new PaidCall(effect.id, PaidCall.Known.values()[effect.state.ordinal()], effect.handle);
  }

  public FactStore facts() {
    return new FactStore() {
      @Override
      public Future<List<Fact>> after(long job, int after, int most) {
        return call(() -> model.facts(job, after, most));
      }

      @Override
      public Future<Boolean> tell(long job, FactKind kind, String data) {
        return call(() -> model.tell(job, kind, data));
      }
    };
  }
}
