package dev.kinoloom.store.model;

import dev.kinoloom.domain.Decision;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.Report;
import dev.kinoloom.domain.Report.Outcome;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one call of finish brings for one job: its results, and at most one decision. */
final class Entry {
  /** One report, and whether its lease still stood. */
  static final class Result {
    final Report report;
    boolean taken;

    Result(Report report) {
      this.report = report;
    }

    /** The task will run again by itself, or by a person's word. */
    boolean isUnfinished() {
      return report.outcome().code() < Outcome.DONE.code();
    }

    /** A decider has to see it. */
    boolean isNews() {
      return report.outcome().code() >= Outcome.PARKED.code();
    }
  }

  final Job job;
  final int rev;
  final JobState before;
  final List<Result> results;
  final @Nullable Decision decision;

  /** The decision was made on the current revision, with none of its results fenced. */
  boolean stands;

  /** The decision would leave a task running, or is impossible in itself. */
  boolean isNotAtRest;

  Entry(Job job, List<Report> reports, @Nullable Decision decision) {
    this.results = reports.stream().map(Result::new).toList();
    this.decision = decision;
    this.job = job;
    this.rev = job.rev;
    this.before = job.state;
  }

  List<Result> byNumber() {
    return results.stream().sorted(Comparator.comparing(result -> result.report.no())).toList();
  }

  /** Its decision knew something else than what was recorded. */
  boolean isMistaken() {
    boolean stopping = before == JobState.STOPPING;
    return results.stream()
        .anyMatch(result -> !result.taken || (stopping && result.isUnfinished()));
  }

  boolean isCurrent() {
    return decision != null && decision.rev() == rev && !isMistaken();
  }

  /** The decision that changes the job; null = none, or it does not stand. */
  @Nullable Decision standing() {
    return stands ? decision : null;
  }

  /** Its decision stops what runs. */
  boolean beginsToStop() {
    return stands && before == JobState.RUNNING && job.state == JobState.STOPPING;
  }

  /** A result without a standing decision, that a decider must see. */
  boolean isLetter() {
    boolean stopping = before == JobState.STOPPING;
    return !stands
        && (stopping || before == JobState.RUNNING)
        && results.stream().anyMatch(result -> result.taken && (stopping || result.isNews()));
  }
}
