package dev.kinoloom.store.model;

import static dev.kinoloom.store.model.Tables.plusSeconds;

import dev.kinoloom.domain.FactKind;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.Submission;
import dev.kinoloom.domain.Submission.Answer;
import dev.kinoloom.domain.Submission.Verdict;
import dev.kinoloom.domain.TaskState;
import dev.kinoloom.store.JobStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The lines of the keys: jobs join them, and start in their order. */
final class KeyLines {
  private final Tables tables;
  private final Lanes lanes;

  KeyLines(Tables tables, Lanes lanes) {
    this.tables = tables;
    this.lanes = lanes;
  }

  /** Answers in the order of the batch. */
  List<Answer> accept(List<Submission> batch) {
    var known = byIdempotencyKey();
    var answers = new ArrayList<Answer>();
    for (var asked : batch) {
      answers.add(accept(asked, known));
    }
    return List.copyOf(answers);
  }

  private record Asked(int key, String idempotencyKey) {}

  /** What an idempotency key stands for; a null job: its first request was refused just now. */
  private record Known(String requestHash, @Nullable Job job) {}

  private Map<Asked, Known> byIdempotencyKey() {
    var known = new LinkedHashMap<Asked, Known>();
    for (var job : tables.jobs.values()) {
      if (job.idempotencyKey != null) {
        known.put(
            new Asked(job.key.id, job.idempotencyKey),
            new Known(Objects.requireNonNull(job.requestHash), job));
      }
    }
    return known;
  }

  private Answer accept(Submission asked, Map<Asked, Known> known) {
    var key = tables.keys.get(asked.key());
    if (key == null) {
      return new Answer(Verdict.NO_SUCH_KEY, 0);
    }
    var idempotencyKey = asked.idempotencyKey();
    var name = idempotencyKey == null ? null : new Asked(key.id, idempotencyKey);
    var first = name == null ? null : known.get(name);
    if (first != null) {
      return again(asked, first);
    }
    var job = key.open >= key.maxOpen ? null : join(key, asked);
    if (name != null) {
      known.put(name, new Known(asked.requestHash(), job));
    }
    return job == null ? new Answer(Verdict.FULL, 0) : new Answer(Verdict.NEW, job.id);
  }

  private static Answer again(Submission asked, Known first) {
    if (first.job == null) {
      return new Answer(Verdict.FULL, 0);
    }
    return first.requestHash.equals(asked.requestHash())
        ? new Answer(Verdict.REPEATED, first.job.id)
        : new Answer(Verdict.CONFLICT, 0);
  }

  private Job join(VirtualKey key, Submission asked) {
    var job =
        Job.asked(
            ++tables.lastJob,
            key,
            asked.firstLane(),
            asked.payload(),
            asked.idempotencyKey(),
            asked.requestHash(),
            tables.now());
    join(job);
    return job;
  }

  void join(Job job) {
    tables.jobs.put(job.id, job);
    tables.tell(job, FactKind.ACCEPTED, null);
    job.key.open++;
    ready(job.key);
  }

  /** After anything about the key has changed. */
  void ready(VirtualKey key) {
    if (!key.mayStartAnother() || queued(key).findAny().isEmpty()) {
      key.readyAt = null;
    } else if (key.readyAt == null) {
      key.readyAt = tables.now().minus(key.headStart);
    }
  }

  /** In line order. */
  private Stream<Job> queued(VirtualKey key) {
    return tables.jobs.values().stream()
        .filter(job -> job.key == key && job.state == JobState.QUEUED)
        .sorted(Comparator.comparing(Job::position));
  }

  /** Keys with a job that may start, the longest ready first; {@code slots} empty = all. */
  Stream<VirtualKey> startable(Set<Integer> slots) {
    return tables.keys.values().stream()
        .filter(key -> key.readyAt != null && (slots.isEmpty() || slots.contains(key.slot)))
        .sorted(Comparator.comparing(key -> Objects.requireNonNull(key.readyAt)));
  }

  /** Starts the next job of each key that may start one; answers how many. */
  JobStore.Started start(int want, Set<Integer> slots) {
    var started = new ArrayList<Job>();
    var keys = startable(slots).limit(want).toList();
    for (var key : keys) {
      var head = queued(key).findFirst();
      key.running += head.isPresent() ? 1 : 0;
      head.ifPresent(
          job -> {
            job.state = JobState.RUNNING;
            started.add(job);
          });
      key.readyAt = null; // a key that has another one goes to the end
      ready(key);
    }
    int resumed = (int) started.stream().filter(job -> job.startedAt != null).count();
    var heads = headsOf(started);
    started.forEach(job -> start(job, heads));
    started.stream().flatMap(job -> job.tasks.values().stream()).forEach(this::unpark);
    boolean more =
        !started.isEmpty()
            && (keys.size() == want || keys.stream().anyMatch(key -> key.readyAt != null));
    boolean left = !more && startable(slots).findAny().isPresent();
    return new JobStore.Started(started.size(), resumed, more, left, List.of());
  }

  private Map<Integer, Optional<Instant>> headsOf(List<Job> started) {
    var heads = new TreeMap<Integer, Optional<Instant>>();
    started.forEach(job -> heads.put(job.firstLane, lanes.head(job.firstLane)));
    return heads;
  }

  private void start(Job job, Map<Integer, Optional<Instant>> heads) {
    boolean resumed = job.startedAt != null;
    job.rev++;
    job.gap = 5 / job.key.weight;
    if (resumed) {
      job.wakeAt = tables.now(); // the decider goes on
      tables.tell(job, FactKind.RESUMED, null);
      return;
    }
    job.startedAt = tables.now();
    tables.tell(job, FactKind.STARTED, null);
    var rank =
        Objects.requireNonNull(heads.get(job.firstLane)).isEmpty()
            ? tables.now()
            : plusSeconds(lanes.behind(job.key, job.firstLane).orElseThrow(), job.gap);
    job.tasks.put(1, new Task(job, 1, job.firstLane, rank));
  }

  /** The operator has spoken: parked tasks run again; one that still doubts parks again. */
  private void unpark(Task task) {
    if (task.state == TaskState.PARKED) {
      lanes.comeBack(task);
    }
  }
}
