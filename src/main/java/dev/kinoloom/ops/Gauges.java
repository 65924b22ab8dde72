package dev.kinoloom.ops;

import dev.kinoloom.domain.Census;
import dev.kinoloom.domain.JobState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * How everything stands, as the last {@link Look} saw it; every node shows the same of the
 * database. What could not be seen is {@code NaN}, and {@code kinoloom.census.age} says since when.
 */
public final class Gauges {
  /**
   * What one look saw.
   *
   * @param census of the database; null = it could not be asked
   * @param database how long it took to answer a question about nothing; null = it did not
   * @param bus how long a message took to come back to this node; null = it did not
   */
  public record Look(
      @Nullable Census census, @Nullable Duration database, @Nullable Duration bus) {}

  private static final Look NOTHING = new Look(null, null, null);
  private static final Census.Lane EMPTY = new Census.Lane(0, 0, 0, 0, null);

  private final MeterRegistry registry;
  private final LongSupplier nanos;
  private volatile Look look = NOTHING;
  private volatile long seenNanos;

  /** {@code stages}: names by lane; {@code nanos}: a monotonic clock. */
  public Gauges(MeterRegistry registry, Map<Integer, String> stages, LongSupplier nanos) {
    this.registry = registry;
    this.nanos = nanos;
    this.seenNanos = nanos.getAsLong();
    jobs();
    stages.forEach(this::lane);
    nodes();
    timers();
    health();
  }

  /** From now on this is how everything stands. */
  public void see(Look newest) {
    look = newest;
    if (newest.census() != null) {
      seenNanos = nanos.getAsLong();
    }
  }

  /**
   * {@code kinoloom.jobs}, {@code kinoloom.deadletters}, {@code kinoloom.paidcalls…}, {@code
   * kinoloom.letters…}, {@code kinoloom.keys.ready…}.
   */
  private void jobs() {
    for (var state : new JobState[] {JobState.QUEUED, JobState.RUNNING, JobState.HELD}) {
      gauge(
          "kinoloom.jobs",
          c -> c.jobs().getOrDefault(state, 0L),
          "state",
          state.name().toLowerCase(Locale.ROOT));
    }
    gauge("kinoloom.deadletters", Census::deadLetters);
    gauge("kinoloom.paidcalls.open", c -> c.paidCalls().open());
    gauge("kinoloom.paidcalls.doubts", c -> c.paidCalls().inDoubt());
    gauge("kinoloom.letters", c -> c.letters().waiting());
    gauge("kinoloom.letters.age", c -> seconds(c.letters().oldest(), 0));
    gauge("kinoloom.keys.ready", Census::keysReady);
    gauge("kinoloom.keys.ready.age", c -> seconds(c.longestReady(), 0));
  }

  /** {@code kinoloom.tracked…}: jobs that are looked at; {@code kinoloom.checks.overdue}. */
  private void timers() {
    gauge("kinoloom.tracked", c -> c.timers().tracked());
    gauge("kinoloom.tracked.orphans", c -> c.timers().orphans());
    gauge("kinoloom.tracked.age", c -> seconds(c.timers().longest(), 0));
    gauge("kinoloom.checks.overdue", c -> seconds(c.timers().overdue(), 0));
  }

  /** {@code kinoloom.queue} by stage and state of the task, {@code kinoloom.queue.age} by stage. */
  private void lane(int lane, String stage) {
    gauge("kinoloom.queue", c -> of(c, lane).ready(), "stage", stage, "state", "ready");
    gauge("kinoloom.queue", c -> of(c, lane).leased(), "stage", stage, "state", "leased");
    gauge("kinoloom.queue", c -> of(c, lane).waiting(), "stage", stage, "state", "waiting");
    gauge("kinoloom.queue.age", c -> seconds(of(c, lane).oldest(), 0), "stage", stage);
  }

  /** {@code kinoloom.nodes} by state: up, or late (its lease is over and nobody has buried it). */
  private void nodes() {
    gauge("kinoloom.nodes", Census::nodesUp, "state", "up");
    gauge("kinoloom.nodes", Census::nodesLate, "state", "late");
  }

  /** {@code kinoloom.database…}, {@code kinoloom.bus.ping}, {@code kinoloom.census.age}. */
  private void health() {
    gauge("kinoloom.database.xmin.age", c -> c.database().xminAge());
    gauge("kinoloom.database.transaction.age", c -> seconds(c.database().oldestTransaction(), 0));
    gauge("kinoloom.database.connections", c -> c.database().connections());
    gauge("kinoloom.database.connections.max", c -> c.database().connectionsMax());
    here("kinoloom.database.ping", me -> seconds(me.look.database(), Double.NaN));
    here("kinoloom.bus.ping", me -> seconds(me.look.bus(), Double.NaN));
    here("kinoloom.census.age", me -> (me.nanos.getAsLong() - me.seenNanos) / 1e9);
  }

  private static Census.Lane of(Census census, int lane) {
    return census.lanes().stream().filter(one -> one.lane() == lane).findFirst().orElse(EMPTY);
  }

  private static double seconds(@Nullable Duration time, double none) {
    return time == null ? none : time.toMillis() / 1000.0;
  }

  private void gauge(String name, ToDoubleFunction<Census> value, String... labels) {
    Gauge.builder(
            name,
            this,
            me -> {
              var census = me.look.census();
              return census == null ? Double.NaN : value.applyAsDouble(census);
            })
        .tags(labels)
        .strongReference(true)
        .register(registry);
  }

  private void here(String name, ToDoubleFunction<Gauges> value) {
    Gauge.builder(name, this, value).strongReference(true).register(registry);
  }
}
