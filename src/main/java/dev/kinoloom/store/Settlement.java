package dev.kinoloom.store;

import dev.kinoloom.domain.Decision;
import dev.kinoloom.domain.Refusal;
import dev.kinoloom.domain.Report;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one finish brings for one job.
 *
 * @param job id
 * @param decision null = left to others
 * @param reports its results
 */
record Settlement(long job, @Nullable Decision decision, List<Report> reports) {

  /**
   * A finish, job by job.
   *
   * @param jobs each once
   * @param doubled second decisions on a job: they cannot be on its revision
   */
  record Batch(List<Settlement> jobs, List<Decision> doubled) {
    /** The refusals of all. */
    List<Refusal> withDoubled(List<Refusal> refusals) {
      if (doubled.isEmpty()) {
        return refusals;
      }
      var all = new ArrayList<>(refusals);
      doubled.forEach(d -> all.add(new Refusal(Refusal.What.STALE, d.job(), 0)));
      return all;
    }
  }

  /** Puts together what belongs to one job, in the order in which jobs first appear. */
  static Batch perJob(List<Report> reports, List<Decision> decisions) {
    Map<Long, Settlement> jobs = new LinkedHashMap<>();
    var doubled = new ArrayList<Decision>();
    for (var decision : decisions) {
      var first = new Settlement(decision.job(), decision, new ArrayList<>());
      if (jobs.putIfAbsent(decision.job(), first) != null) {
        doubled.add(decision);
      }
    }
    for (var report : reports) {
      jobs.computeIfAbsent(report.job(), job -> new Settlement(job, null, new ArrayList<>()))
          .reports()
          .add(report);
    }
    return new Batch(List.copyOf(jobs.values()), doubled);
  }

  /** All of it, as refused. */
  List<Refusal> rejected() {
    var all = new ArrayList<Refusal>();
    reports.forEach(r -> all.add(new Refusal(Refusal.What.REJECTED, job, r.no())));
    if (decision != null) {
      all.add(new Refusal(Refusal.What.REJECTED, job, 0));
    }
    return all;
  }
}
