package dev.kinoloom.boot;

import dev.kinoloom.config.Roles;
import dev.kinoloom.config.Settings;
import dev.kinoloom.pipeline.Stage;
import dev.kinoloom.worker.Claiming;
import dev.kinoloom.worker.RunningAttempts;
import dev.kinoloom.worker.StageWorkerVerticle;
import dev.kinoloom.worker.TaskRunner;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The workers of one node: one for each stage that it works at. */
final class Workforce {
  /** How long what was told to end may take to. */
  private static final Duration FAREWELL = Duration.ofSeconds(8);

  private final List<StageWorkerVerticle> workers;
  private final RunningAttempts attempts;

  /** {@code attempts}: what {@code runner} runs; {@code pulse}: how often they look unasked. */
  Workforce(
      List<Stage> stages,
      Roles roles,
      Settings settings,
      Claiming claims,
      TaskRunner runner,
      RunningAttempts attempts,
      Duration pulse) {
    this.workers =
        stages.stream()
            .map(Stage::spec)
            .filter(spec -> roles.works(spec.name()))
            .map(
                spec ->
                    new StageWorkerVerticle(
                        spec,
                        settings.capacity(spec.name(), Stages.capacity(spec.name())),
                        claims,
                        runner,
                        pulse))
            .toList();
    this.attempts = attempts;
  }

  /** What runs, in the order of the stages. */
  List<StageWorkerVerticle> verticles() {
    return workers;
  }

  /** There may be work in these lanes. */
  void wake(List<Integer> lanes) {
    workers.stream()
        .filter(worker -> lanes.contains(worker.lane()))
        .forEach(StageWorkerVerticle::wake);
  }

  /** They claim nothing more; what runs after {@code patience} is handed back. */
  Future<Void> settle(Duration patience) {
    Future<Void> idle =
        Future.all(workers.stream().filter(Lineup::runs).map(StageWorkerVerticle::drain).toList())
            .mapEmpty();
    return within(idle, patience).recover(late -> handBack(idle));
  }

  private Future<Void> handBack(Future<Void> idle) {
    attempts.drain();
    return within(idle, FAREWELL).otherwiseEmpty();
  }

  private static Future<Void> within(Future<Void> what, Duration time) {
    return what.timeout(time.toMillis(), TimeUnit.MILLISECONDS);
  }
}
