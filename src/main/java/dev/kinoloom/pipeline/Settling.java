package dev.kinoloom.pipeline;

import dev.kinoloom.domain.Report;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;

/** Turns results and letters of many jobs into decisions, and commits both together. */
@FunctionalInterface
public interface Settling {
  /**
   * What came of it.
   *
   * @param fenced those reports whose lease was lost
   * @param rejected those reports that the store will never take as they are
   * @param ended a job ended or was held, so that its key may start another
   */
  record Settled(Set<Report> fenced, Set<Report> rejected, boolean ended) {
    public Results.Answer answer(Report report) {
      if (fenced.contains(report)) {
        return Results.Answer.FENCED;
      }
      return rejected.contains(report) ? Results.Answer.REJECTED : Results.Answer.TAKEN;
    }
  }

  /** {@code reports}: at most one a task. */
  Future<Settled> settle(List<Report> reports, Set<Long> letters);
}
