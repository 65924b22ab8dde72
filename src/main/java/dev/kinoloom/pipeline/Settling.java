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
   * @param fenced those reports that were not taken
   * @param ended a job ended or was held, so that its key may start another
   */
  record Settled(Set<Report> fenced, boolean ended) {}

  Future<Settled> settle(List<Report> reports, Set<Long> letters);
}
