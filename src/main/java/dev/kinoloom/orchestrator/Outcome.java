package dev.kinoloom.orchestrator;

import dev.kinoloom.domain.JobSnapshot;
import dev.kinoloom.domain.Refusal;
import dev.kinoloom.domain.Report;
import dev.kinoloom.ops.LogFields;
import dev.kinoloom.ops.TraceSpan;
import dev.kinoloom.pipeline.Settling.Settled;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is gathered while a batch is settled. */
final class Outcome {
  private final Set<Report> fenced = new HashSet<>();
  private final Set<Report> rejected = new HashSet<>();
  private final Set<Long> undecidable = new HashSet<>();
  private final Map<Long, Map<String, String>> fields = new HashMap<>();
  private final Map<Long, TraceSpan> spans = new HashMap<>();
  private final Set<Long> shortened = new HashSet<>();
  private boolean ended;

  /** These are decided about. */
  void meet(List<JobSnapshot> jobs) {
    jobs.forEach(
        job -> fields.put(job.job(), LogFields.ofJob(job.job(), job.key(), job.payload())));
  }

  /** Writes {@code lines} about {@code job}. */
  void say(long job, Runnable lines) {
    LogFields.about(fields.getOrDefault(job, Map.of(LogFields.JOB, Long.toString(job))), lines);
  }

  /** A decision about it begins to be made. */
  void trace(long job, TraceSpan span) {
    spans.put(job, span);
  }

  /** There was nothing to decide about it. */
  void untraced(long job) {
    spans.remove(job);
  }

  /** The decision about it came to this. */
  void traced(long job, String outcome, boolean good) {
    var span = spans.remove(job);
    if (span != null) {
      span.end(outcome, good);
    }
  }

  /** It found some of what it needs made before: how long it took says nothing of others. */
  void shorten(long job) {
    shortened.add(job);
  }

  boolean isShortened(long job) {
    return shortened.contains(job);
  }

  /** Its lease was lost. */
  void fence(Report report) {
    fenced.add(report);
  }

  /** The store would not take it even alone. */
  void reject(Report report) {
    rejected.add(report);
  }

  /** The store would not take what was decided of it: nothing but its end is left. */
  void giveUp(long job) {
    undecidable.add(job);
  }

  boolean isGivenUp(long job) {
    return undecidable.contains(job);
  }

  /** A job left its lane. */
  void end() {
    ended = true;
  }

  /** Of {@code reports}, those that {@code refusals} name for this reason. */
  static List<Report> named(List<Report> reports, List<Refusal> refusals, Refusal.What why) {
    return reports.stream()
        .filter(report -> refusals.contains(new Refusal(why, report.job(), report.no())))
        .toList();
  }

  Settled settled() {
    return new Settled(Set.copyOf(fenced), Set.copyOf(rejected), ended);
  }
}
