package dev.kinoloom.store.model;

import dev.kinoloom.domain.Fact;
import dev.kinoloom.domain.FactKind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All that the model knows, and its clock. */
final class Tables {
  private final InstantSource clock;
  final NavigableMap<Integer, VirtualKey> keys = new TreeMap<>();
  final NavigableMap<Long, Job> jobs = new TreeMap<>();
  final NavigableMap<Integer, Node> nodes = new TreeMap<>();
  final NavigableMap<Long, Effect> effects = new TreeMap<>();
  final Map<DueTimer.Id, DueTimer> timers = new LinkedHashMap<>();
  final Map<Checkpoint, String> checkpoints = new LinkedHashMap<>();

  /** Every fact of every job in the order in which they happened. */
  final List<Fact> log = new ArrayList<>();

  int lastKey;
  long lastJob;
  int lastNode;
  long lastEffect;

  /**
   * What a result is kept under.
   *
   * @param key whose
   * @param hash of the inputs, hex
   */
  record Checkpoint(int key, String hash) {}

  Tables(InstantSource clock) {
    this.clock = clock;
  }

  /** As fine as the database's. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  Stream<Task> tasks() {
    return jobs.values().stream().flatMap(job -> job.tasks.values().stream());
  }

  @Nullable Task task(long job, int no) {
    var owner = jobs.get(job);
    return owner == null ? null : owner.tasks.get(no);
  }

  void tell(Job job, FactKind kind, @Nullable String data) {
    var fact = new Fact(job.id, job.facts.size() + 1, kind, data == null ? "{}" : data, now());
    job.facts.add(fact);
    log.add(fact);
  }

  void forgetTimersOf(Job job) {
    timers.keySet().removeIf(id -> id.job() == job.id);
  }

  static Instant plusSeconds(Instant from, double seconds) {
    return from.plus(Duration.of(Math.round(seconds * 1e6), ChronoUnit.MICROS));
  }

  static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
