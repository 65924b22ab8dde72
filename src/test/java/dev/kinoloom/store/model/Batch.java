package dev.kinoloom.store.model;

import dev.kinoloom.domain.Decision;
import dev.kinoloom.domain.Refusal;
import dev.kinoloom.domain.Refusal.What;
import dev.kinoloom.domain.Report;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one call of finish brings, job by job.
 *
 * @param jobs each once, those with a decision first
 * @param doubled second decisions on a job
 */
record Batch(List<Asked> jobs, List<Decision> doubled) {

  /** What it brings for one job. */
  record Asked(long job, @Nullable Decision decision, List<Report> reports) {

    /** The database would not take it, whatever came with it. */
    boolean isImpossibleFor(Job its) {
      return decision != null
          && decision.rev() == its.rev
          && decision.tasks().stream().anyMatch(task -> its.tasks.containsKey(task.no()));
    }

    List<Refusal> rejected() {
      var all = new ArrayList<Refusal>();
      reports.forEach(report -> all.add(new Refusal(What.REJECTED, job, report.no())));
      if (decision != null) {
        all.add(new Refusal(What.REJECTED, job, 0));
      }
      return all;
    }
  }

  static Batch of(List<Report> reports, List<Decision> decisions) {
    var jobs = new LinkedHashMap<Long, Asked>();
    var doubled = new ArrayList<Decision>();
    for (var decision : decisions) {
      var asked = new Asked(decision.job(), decision, new ArrayList<>());
      if (jobs.putIfAbsent(decision.job(), asked) != null) {
        doubled.add(decision);
      }
    }
    for (var report : reports) {
      jobs.computeIfAbsent(report.job(), job -> new Asked(job, null, new ArrayList<>()))
          .reports()
          .add(report);
    }
    return new Batch(List.copyOf(jobs.values()), doubled);
  }
}
