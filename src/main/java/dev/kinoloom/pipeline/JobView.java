package dev.kinoloom.pipeline;

import dev.kinoloom.domain.Brief;
import dev.kinoloom.domain.Usage;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A job as stages see it: its brief, and what its tasks have made so far. Immutable. */
public final class JobView {
  /** Reads a value that was kept as JSON; throws when it cannot. */
  @FunctionalInterface
  public interface Decoder {
    <T> T decode(String json, Class<T> type);
  }

  private final long job;
  private final Brief brief;
  private final Map<TaskId, String> values;
  private final Decoder decoder;
  private final Map<TaskId, Usage> used;

  /** {@code values}: the JSON that each done task handed over. */
  public JobView(long job, Brief brief, Map<TaskId, String> values, Decoder decoder) {
    this(job, brief, values, decoder, Map.of());
  }

  /** {@code used}: what each of them took, where that is known. */
  public JobView(
      long job, Brief brief, Map<TaskId, String> values, Decoder decoder, Map<TaskId, Usage> used) {
    this.used = Map.copyOf(used);
    this.job = job;
    this.brief = brief;
    this.values = Map.copyOf(values);
    this.decoder = decoder;
  }

  public long job() {
    return job;
  }

  public Brief brief() {
    return brief;
  }

  public boolean isDone(TaskId task) {
    return values.containsKey(task);
  }

  /** What the done tasks took, by stage. */
  public SortedMap<String, Usage> usedByStage() {
    var byStage = new TreeMap<String, Usage>();
    used.forEach((task, usage) -> byStage.merge(task.stage(), usage, Usage::plus));
    return byStage;
  }

  /** What that part of the stage handed over; empty = not done yet. */
  public <T> Optional<T> find(Handover<T> what, int part) {
    return Optional.ofNullable(values.get(what.part(part)))
        .map(json -> decoder.decode(json, what.type()));
  }

  /** Like {@link #find}, for a task that is known to be done because the plan needs it. */
  public <T> T read(Handover<T> what, int part) {
    return find(what, part)
        .orElseThrow(() -> new IllegalStateException(what.part(part) + " is not done"));
  }
}
