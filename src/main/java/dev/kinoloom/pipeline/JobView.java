package dev.kinoloom.pipeline;

import dev.kinoloom.domain.Brief;
import dev.kinoloom.domain.Usage;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** A job as stages see it: its brief, and what its tasks have made so far. Immutable. */
public final class JobView {
  /** Reads the value that a task handed over out of what was kept; throws when it cannot. */
  @FunctionalInterface
  public interface Decoder {
    <T> T decode(String kept, Class<T> type);
  }

  private final long job;
  private final Brief brief;
  private final Map<TaskId, String> results;
  private final Decoder decoder;
  private final Function<String, Usage> used;

  /** {@code results}: what is kept of each done task; nobody knows what it took. */
  public JobView(long job, Brief brief, Map<TaskId, String> results, Decoder decoder) {
    this(job, brief, results, decoder, result -> Usage.NONE);
  }

  /** {@code used} reads out of a result what its task took. */
  public JobView(
      long job,
      Brief brief,
      Map<TaskId, String> results,
      Decoder decoder,
      Function<String, Usage> used) {
    this.job = job;
    this.brief = brief;
    this.results = Map.copyOf(results);
    this.decoder = decoder;
    this.used = used;
  }

  public long job() {
    return job;
  }

  public Brief brief() {
    return brief;
  }

  public boolean isDone(TaskId task) {
    return results.containsKey(task);
  }

  /** What the done tasks took, by stage. */
  public SortedMap<String, Usage> usedByStage() {
    var byStage = new TreeMap<String, Usage>();
    results.forEach((task, result) -> byStage.merge(task.stage(), used.apply(result), Usage::plus));
    return byStage;
  }

  /** What that part of the stage handed over; empty = not done yet. */
  public <T> Optional<T> find(Handover<T> what, int part) {
    return Optional.ofNullable(results.get(what.part(part)))
        .map(result -> decoder.decode(result, what.type()));
  }

  /** Like {@link #find}, for a task that is known to be done because the plan needs it. */
  public <T> T read(Handover<T> what, int part) {
    return find(what, part)
        .orElseThrow(() -> new IllegalStateException(what.part(part) + " is not done"));
  }
}
