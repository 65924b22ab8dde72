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

/**
 * The workers of one node, one for each stage that it works at: at work, at rest while an operator
 * drains it, at rest for good once it leaves. Safe to use from any thread.
 */
final class Workforce {
  /** How long what was told to end may take to. */
  private static final Duration FAREWELL = Duration.ofSeconds(8);

  private final List<StageWorkerVerticle> workers;
  private final RunningAttempts attempts;
  private boolean ended;
  private int resumed;

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
                        runner::run,
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

  /**
   * They claim nothing more; what runs after {@code patience} is handed back. False = they were
   * called to work again meanwhile, and what runs goes on.
   */
  synchronized Future<Boolean> rest(Duration patience) {
    int before = resumed;
    Future<Void> idle =
        Future.all(workers.stream().filter(Lineup::runs).map(StageWorkerVerticle::drain).toList())
            .mapEmpty();
    return within(idle, patience)
        .map(true)
        .recover(late -> isCalledBack(before) ? Future.succeededFuture(false) : handBack(idle));
  }

  /** The same for good. */
  synchronized Future<Void> end(Duration patience) {
    ended = true;
    return rest(patience).mapEmpty();
  }

  /** They claim again; false = they have ended for good. */
  synchronized boolean resume() {
    if (ended) {
      return false;
    }
    resumed++;
    workers.stream().filter(Lineup::runs).forEach(StageWorkerVerticle::resume);
    return true;
  }

  private synchronized boolean isCalledBack(int before) {
    return resumed != before;
  }

  private Future<Boolean> handBack(Future<Void> idle) {
    attempts.drain();
    return within(idle, FAREWELL).map(true).otherwise(true);
  }

  private static Future<Void> within(Future<Void> what, Duration time) {
    return what.timeout(time.toMillis(), TimeUnit.MILLISECONDS);
  }
}
