package dev.kinoloom.pipeline;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A stage whose behaviour is written down by a test: one part that answers at once, unless said.
 */
public final class FakeStage implements Stage {
  /** What it hands over. */
  public record Made(String text) {}

  private StageSpec spec;
  private Function<JobView, List<TaskPlan>> plan = job -> List.of(part(0));
  private Function<Assignment, Object> fingerprint = work -> Map.of("part", work.task().part());
  private Function<Work, Future<?>> run =
      work -> Future.succeededFuture(new Made(work.task().toString()));
  private Function<Work, Future<?>> stop = Stage.super::stop;
  private final AtomicInteger runs = new AtomicInteger();

  private FakeStage(StageSpec spec) {
    this.spec = spec;
  }

  public static FakeStage on(int lane, String name) {
    var retries = new Retries(3, Duration.ofMillis(1), Duration.ofMillis(2), 0);
    return new FakeStage(new StageSpec(name, name, lane, 1, 1, Duration.ofSeconds(20), retries));
  }

  public static TaskPlan part(int part, TaskId... needs) {
    return new TaskPlan(part, List.of(needs), 1);
  }

  public FakeStage plans(Function<JobView, List<TaskPlan>> how) {
    plan = how;
    return this;
  }

  /** One part, once {@code before} is done. */
  public FakeStage after(TaskId... before) {
    return plans(job -> List.of(part(0, before)));
  }

  public FakeStage dependsOn(Function<Assignment, Object> inputs) {
    fingerprint = inputs;
    return this;
  }

  public FakeStage does(Function<Work, Future<?>> what) {
    run = what;
    return this;
  }

  public FakeStage stops(Function<Work, Future<?>> how) {
    stop = how;
    return this;
  }

  public FakeStage within(Duration timeout) {
    return spec(spec.weight(), timeout);
  }

  public FakeStage weighs(int weight) {
    return spec(weight, spec.timeout());
  }

  private FakeStage spec(int weight, Duration timeout) {
    spec =
        new StageSpec(
            spec.name(),
            spec.title(),
            spec.lane(),
            spec.version(),
            weight,
            timeout,
            spec.retries());
    return this;
  }

  public Handover<Made> made() {
    return new Handover<>(spec.name(), Made.class);
  }

  /** How often it was run. */
  public int runs() {
    return runs.get();
  }

  @Override
  public StageSpec spec() {
    return spec;
  }

  @Override
  public List<TaskPlan> plan(JobView job) {
    return plan.apply(job);
  }

  @Override
  public Object fingerprint(Assignment work) {
    return fingerprint.apply(work);
  }

  @Override
  public Future<?> run(Work work) {
    runs.incrementAndGet();
    return run.apply(work);
  }

  @Override
  public Future<?> stop(Work work) {
    return stop.apply(work);
  }
}
