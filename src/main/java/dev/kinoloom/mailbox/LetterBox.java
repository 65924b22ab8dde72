package dev.kinoloom.mailbox;

import dev.kinoloom.domain.Refusal;
import dev.kinoloom.domain.Report;
import dev.kinoloom.pipeline.Results;
import dev.kinoloom.store.TaskStore;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * Where a node that decides nothing brings results: they are recorded as letters, and a node that
 * decides is told of them. Safe to use from any thread.
 */
public final class LetterBox implements Results {
  private final TaskStore tasks;
  private final IntSupplier node;
  private final Consumer<Set<Long>> hint;

  /** {@code node}: this one's id now; {@code hint}: letters lie there for these jobs. */
  public LetterBox(TaskStore tasks, IntSupplier node, Consumer<Set<Long>> hint) {
    this.tasks = tasks;
    this.node = node;
    this.hint = hint;
  }

  @Override
  public Future<Answer> report(Report report) {
    return tasks
        .finish(node.getAsInt(), List.of(report), List.of())
        .map(refusals -> answer(report, refusals))
        .onSuccess(
            answer -> {
              if (answer == Answer.TAKEN) {
                hint.accept(Set.of(report.job()));
              }
            });
  }

  private static Answer answer(Report report, List<Refusal> refusals) {
    for (var refusal : refusals) {
      if (refusal.job() == report.job() && refusal.no() == report.no()) {
        return refusal.what() == Refusal.What.FENCED ? Answer.FENCED : Answer.REJECTED;
      }
    }
    return Answer.TAKEN;
  }
}
