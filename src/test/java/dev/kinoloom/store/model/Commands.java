package dev.kinoloom.store.model;

import dev.kinoloom.domain.Cancelled;
import dev.kinoloom.domain.Decision.Hold;
import dev.kinoloom.domain.FactKind;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.TaskState;
import dev.kinoloom.store.model.Job.DeadLetter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What people wish of jobs and keys. */
final class Commands {
  private final Tables tables;
  private final Effects effects;
  private final Lanes lanes;
  private final KeyLines lines;

  Commands(Tables tables, Effects effects, Lanes lanes, KeyLines lines) {
    this.tables = tables;
    this.effects = effects;
    this.lanes = lanes;
    this.lines = lines;
  }

  Cancelled cancel(long id) {
    var job = tables.jobs.get(id);
    if (job == null) {
      return Cancelled.NO_SUCH_JOB;
    }
    if (job.state.isFinal()) {
      return Cancelled.TOO_LATE;
    }
    if (job.state == JobState.STOPPING) {
      return Cancelled.STOPPING_ALREADY;
    }
    boolean somethingRuns =
        job.state == JobState.RUNNING
            || effects.isOpen(job)
            || job.hasTask(task -> task.state == TaskState.LEASED);
    return somethingRuns ? stop(job) : endAtOnce(job);
  }

  private Cancelled stop(Job job) {
    if (job.state != JobState.RUNNING) {
      job.key
          .running++; // held or queued again, with a generation outside: over the limit if need be
    }
    job.state = JobState.STOPPING;
    job.target = JobState.CANCELLED;
    job.heldFor = null;
    job.rev++;
    job.wakeAt = tables.now();
    tables.tell(job, FactKind.CANCEL_REQUESTED, null);
    lanes.stop(List.of(job));
    lines.ready(job.key);
    return Cancelled.STOPPING;
  }

  private Cancelled endAtOnce(Job job) {
    job.end(JobState.CANCELLED, tables.now());
    job.heldFor = null;
    job.rev++;
    job.wakeAt = null;
    tables.tell(job, FactKind.CANCELLED, null);
    lanes.stop(List.of(job));
    tables.forgetTimersOf(job);
    job.key.open--;
    lines.ready(job.key);
    return Cancelled.AT_ONCE;
  }

  /** Back to its old place in line, when it is the review that the person saw. */
  boolean approve(long id, int seen) {
    var job = tables.jobs.get(id);
    if (job == null || job.state != JobState.HELD || job.rev != seen) {
      return false;
    }
    job.state = JobState.QUEUED;
    job.rev++;
    job.approvals += job.heldFor == Hold.REVIEW ? 1 : 0;
    job.heldFor = null;
    tables.tell(job, FactKind.APPROVED, null);
    lines.ready(job.key);
    return true;
  }

  /** Once; final stays final: the replay is a new job. */
  Optional<Long> replay(long id) {
    var letter = tables.jobs.get(id);
    if (letter == null || letter.state != JobState.FAILED) {
      return Optional.empty();
    }
    var earlier =
        tables.jobs.values().stream()
            .filter(job -> job.replayOf != null && job.replayOf == id)
            .map(job -> job.id)
            .findFirst();
    if (earlier.isPresent()) {
      return earlier;
    }
    if (effects.isOpen(letter)) {
      return Optional.empty();
    }
    var again = Job.replayOf(letter, ++tables.lastJob, tables.now());
    close(letter, DeadLetter.REPLAYED);
    lines.join(again);
    return Optional.of(again.id);
  }

  boolean discard(long id) {
    var letter = tables.jobs.get(id);
    if (letter == null || !close(letter, DeadLetter.DISCARDED)) {
      return false;
    }
    lines.ready(letter.key);
    return true;
  }

  private static boolean close(Job letter, DeadLetter how) {
    if (letter.dead != DeadLetter.OPEN) {
      return false;
    }
    letter.dead = how;
    letter.key.dead--;
    return true;
  }

  /** Null = as it is. */
  void set(
      int id,
      @Nullable Double weight,
      @Nullable Duration headStart,
      @Nullable Integer maxConcurrent,
      @Nullable Integer maxOpen,
      @Nullable Boolean deadBlocks) {
    var key = tables.keys.get(id);
    if (key == null) {
      return;
    }
    key.weight = weight == null ? key.weight : weight;
    key.headStart = headStart == null ? key.headStart : headStart;
    key.maxConcurrent = maxConcurrent == null ? key.maxConcurrent : maxConcurrent;
    key.maxOpen = maxOpen == null ? key.maxOpen : maxOpen;
    key.deadBlocks = deadBlocks == null ? key.deadBlocks : deadBlocks;
    key.readyAt = null;
    lines.ready(key);
  }

  void pause(int id, boolean paused) {
    var key = tables.keys.get(id);
    if (key != null) {
      key.paused = paused;
      lines.ready(key);
    }
  }
}
