package dev.kinoloom.store.model;

import dev.kinoloom.domain.Fact;
import dev.kinoloom.domain.JobSnapshot;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.JobSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What is read without changing anything. */
final class Reading {
  private final Tables tables;

  Reading(Tables tables) {
    this.tables = tables;
  }

  /** Jobs with a letter, the longest waiting first. */
  Stream<Job> letters(Duration older, Set<Integer> slots) {
    var before = tables.now().minus(older);
    return tables.jobs.values().stream()
        .filter(job -> job.wakeAt != null)
        .filter(job -> slots.contains(job.key.slot) || !wokenAt(job).isAfter(before))
        .sorted(Comparator.comparing(Reading::wokenAt));
  }

  private static Instant wokenAt(Job job) {
    return Objects.requireNonNull(job.wakeAt);
  }

  List<JobSnapshot> load(Collection<Long> ids) {
    return tables.jobs.values().stream()
        .filter(job -> ids.contains(job.id))
        .map(Reading::snapshot)
        .toList();
  }

  private static JobSnapshot snapshot(Job job) {
    return new JobSnapshot(
        job.id,
        job.key.id,
        job.state,
        job.target,
        job.rev,
        job.approvals,
        job.payload,
        job.tasks.values().stream()
            .map(
                task ->
                    new JobSnapshot.Task(
                        task.no, task.lane, task.state, task.attempt, task.lost, task.result))
            .toList());
  }

  Optional<JobSummary> find(long id) {
    return Optional.ofNullable(tables.jobs.get(id)).map(Reading::summary);
  }

  /** The newest first. */
  List<JobSummary> list(int key, Set<JobState> states, long before, int most) {
    return tables.jobs.descendingMap().values().stream()
        .filter(job -> key == 0 || job.key.id == key)
        .filter(job -> states.isEmpty() || states.contains(job.state))
        .filter(job -> before == 0 || job.id < before)
        .limit(most)
        .map(Reading::summary)
        .toList();
  }

  private static JobSummary summary(Job job) {
    return new JobSummary(
        job.id,
        job.key.id,
        job.state,
        job.payload,
        job.facts.size(),
        job.createdAt,
        job.startedAt,
        job.endedAt);
  }

  List<Fact> facts(long id, int after, int most) {
    var job = tables.jobs.get(id);
    return job == null
        ? List.of()
        : job.facts.stream().filter(fact -> fact.seq() > after).limit(most).toList();
  }
}
