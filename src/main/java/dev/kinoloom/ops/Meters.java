package dev.kinoloom.ops;

import dev.kinoloom.domain.Usage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntSupplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Every metric of ours, by its name; Prometheus writes dots as underscores, and {@code _total} or
 * {@code _seconds} behind. Labels have few values: never a job, a key or a text.
 */
public final class Meters {
  private static final int MANY = 5;
  private static final Duration FIRST_CHECK = Duration.ofSeconds(2);

  private final MeterRegistry registry;
  private final List<IntSupplier> watching = new CopyOnWriteArrayList<>();

  public Meters(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * What has not happened yet is shown as 0, so that its first time can be seen: of {@code stages},
   * by name, and of {@code refusals}, all that there are.
   */
  public void begin(Collection<String> stages, Enum<?>... refusals) {
    for (var stage : stages) {
      registry.counter("kinoloom.tasks.reused", "stage", stage);
    }
    for (var what : refusals) {
      registry.counter("kinoloom.refusals", "what", word(what));
    }
    for (var repeated : List.of("false", "true")) {
      registry.counter("kinoloom.jobs.accepted", "repeated", repeated);
    }
    for (var outcome : List.of("told", "quiet", "failed", "gone")) {
      registry.counter("kinoloom.checks", "outcome", outcome);
    }
    timer("kinoloom.check.lateness");
    for (var state : List.of("completed", "failed", "cancelled", "held")) {
      registry.counter("kinoloom.jobs.left", "state", state);
    }
  }

  /** Likewise of a provider that is called for the first time. */
  public void begin(String provider) {
    for (var name :
        List.of(
            "kinoloom.provider.cost", "kinoloom.provider.unpriced", "kinoloom.provider.spared")) {
      registry.counter(name, "provider", provider);
    }
  }

  /** {@code kinoloom.jobs.accepted}: requests that were stored, or found stored already. */
  public void jobAccepted(boolean repeated) {
    registry.counter("kinoloom.jobs.accepted", "repeated", Boolean.toString(repeated)).increment();
  }

  /**
   * {@code kinoloom.jobs.left}: jobs that ended or are held, by the state in which they are now.
   */
  public void jobLeft(Enum<?> state) {
    registry.counter("kinoloom.jobs.left", "state", word(state)).increment();
  }

  /**
   * {@code kinoloom.job.duration}: from the start of jobs to their end, by the state in which they
   * ended; {@code kinoloom.job.waiting}: from their acceptance to their start. {@code
   * kinoloom.tracking.duration}: how long progress was tracked, by why that ended; of jobs that
   * ended before their first check nothing.
   */
  public void jobEnded(Enum<?> state, Duration waited, Duration took) {
    timer("kinoloom.job.duration", "state", word(state)).record(took);
    timer("kinoloom.job.waiting").record(waited);
    if (took.compareTo(FIRST_CHECK) > 0) {
      timer("kinoloom.tracking.duration", "reason", word(state)).record(took);
    }
  }

  /** {@code kinoloom.check.lateness}: how much later than its time a progress check was taken. */
  public void checkTaken(Duration late) {
    timer("kinoloom.check.lateness").record(late);
  }

  /**
   * {@code kinoloom.checks}: progress checks by what they came to: {@code told} an estimate, {@code
   * quiet}, {@code failed}, or {@code gone}: a fault of ours, for the timer had outlived its job.
   */
  public void checked(String outcome, int count) {
    registry.counter("kinoloom.checks", "outcome", outcome).increment(count);
  }

  /**
   * {@code kinoloom.task.duration}: attempts by stage and what is reported of them, null = nothing,
   * for its lease was lost. A stage's retries are its {@code retry}s. {@code
   * kinoloom.task.attempts}: the same, counted by the number of the attempt too. {@code
   * kinoloom.task.cpu}: processor time, of children too. {@code kinoloom.task.memory.peak}: the
   * most bytes that one child held, where that is measured.
   */
  public void attempt(
      String stage, @Nullable Enum<?> outcome, int attempt, Duration took, Usage used) {
    var word = outcome == null ? "fenced" : word(outcome);
    timer("kinoloom.task.duration", "stage", stage, "outcome", word).record(took);
    var number = attempt < MANY ? Integer.toString(attempt) : MANY + "+";
    registry
        .counter("kinoloom.task.attempts", "stage", stage, "outcome", word, "attempt", number)
        .increment();
    registry.timer("kinoloom.task.cpu", "stage", stage).record(Duration.ofMillis(used.cpuMillis()));
    if (used.peakBytes() != null) {
      DistributionSummary.builder("kinoloom.task.memory.peak")
          .baseUnit("bytes")
          .tag("stage", stage)
          .register(registry)
          .record(used.peakBytes());
    }
  }

  /**
   * {@code kinoloom.refusals}: what the store did not take of results and decisions: {@code fenced}
   * = a result under a lost lease, {@code stale} = a decision on an old revision, {@code
   * not_at_rest} and {@code rejected} = a fault of ours.
   */
  public void refused(Enum<?> what) {
    registry.counter("kinoloom.refusals", "what", word(what)).increment();
  }

  /** {@code kinoloom.tasks.reused}: results that were found, and not made again, by stage. */
  public void reused(String stage) {
    registry.counter("kinoloom.tasks.reused", "stage", stage).increment();
  }

  /** {@code kinoloom.provider.duration}: calls of a provider, and whether they succeeded. */
  public void providerCall(String provider, boolean succeeded, Duration took) {
    var outcome = succeeded ? "succeeded" : "failed";
    timer("kinoloom.provider.duration", "provider", provider, "outcome", outcome).record(took);
  }

  /** {@code kinoloom.provider.cost}: what calls cost by estimate, in the currency of the prices. */
  public void providerCost(String provider, double cost) {
    registry.counter("kinoloom.provider.cost", "provider", provider).increment(cost);
  }

  /** {@code kinoloom.provider.unpriced}: attempts with calls whose price is not configured. */
  public void providerUnpriced(String provider) {
    registry.counter("kinoloom.provider.unpriced", "provider", provider).increment();
  }

  /** {@code kinoloom.provider.spared}: calls not made, for the provider is left alone. */
  public void providerSpared(String provider) {
    registry.counter("kinoloom.provider.spared", "provider", provider).increment();
  }

  /** Likewise of webhooks that a provider may send. */
  public void awaitWebhooks(String provider, Enum<?>... verdicts) {
    for (var verdict : verdicts) {
      webhooks(provider, verdict);
    }
  }

  /** {@code kinoloom.provider.webhooks}: what a provider sent by itself, and how it was taken. */
  public void webhook(String provider, Enum<?> verdict) {
    webhooks(provider, verdict).increment();
  }

  private Counter webhooks(String provider, Enum<?> verdict) {
    return registry.counter(
        "kinoloom.provider.webhooks", "provider", provider, "verdict", word(verdict));
  }

  /**
   * {@code kinoloom.lease.age}: seconds since the database confirmed this node's lease. {@code
   * kinoloom.lease.fenced}: how often it ended its own work because the lease was late. {@code
   * kinoloom.lease.buried}: how often others had buried it.
   */
  public <T> void lease(
      T source,
      ToDoubleFunction<T> age,
      ToDoubleFunction<T> fencings,
      ToDoubleFunction<T> burials) {
    Gauge.builder("kinoloom.lease.age", source, age).register(registry);
    FunctionCounter.builder("kinoloom.lease.fenced", source, fencings).register(registry);
    FunctionCounter.builder("kinoloom.lease.buried", source, burials).register(registry);
  }

  /** {@code kinoloom.leases.lost}: tasks that this node took from nodes whose lease was over. */
  public <T> void leasesLost(T source, ToDoubleFunction<T> count) {
    FunctionCounter.builder("kinoloom.leases.lost", source, count).register(registry);
  }

  /** {@code kinoloom.disk.free}: bytes left on a disk that this node writes to. */
  public <T> void diskFree(String disk, T source, ToDoubleFunction<T> bytes) {
    registry.gauge("kinoloom.disk.free", List.of(Tag.of("disk", disk)), source, bytes);
  }

  /** {@code kinoloom.disk.full}: 1 while one of them is full and nothing is claimed here. */
  public <T> void diskFull(T source, ToDoubleFunction<T> full) {
    registry.gauge("kinoloom.disk.full", List.of(), source, full);
  }

  /** {@code kinoloom.watchers}: open streams of progress on this node, {@code count} of them. */
  public void watchers(IntSupplier count) {
    watching.add(count);
    Gauge.builder(
            "kinoloom.watchers",
            watching,
            all -> all.stream().mapToInt(IntSupplier::getAsInt).sum())
        .register(registry);
  }

  /** {@code kinoloom.watch.duration}: how long streams of progress that ended were open. */
  public void watched(Duration time) {
    timer("kinoloom.watch.duration").record(time);
  }

  /** {@code kinoloom.tasks.running}: attempts under way on this node, by stage. */
  public <T> void running(String stage, T source, ToDoubleFunction<T> count) {
    registry.gauge("kinoloom.tasks.running", List.of(Tag.of("stage", stage)), source, count);
  }

  private Timer timer(String name, String... labels) {
    return Timer.builder(name)
        .tags(labels)
        .serviceLevelObjectives(
            Duration.ofMillis(100),
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            Duration.ofMinutes(10),
            Duration.ofHours(1))
        .register(registry);
  }

  private static String word(Enum<?> state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
