package dev.kinoloom.store.model;

import dev.kinoloom.codec.Json;
import dev.kinoloom.domain.Fact;
import dev.kinoloom.domain.FactKind;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.TaskState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What must be true of an engine at any moment, whoever died and whatever was said twice. */
final class History {
  private final EngineModel model;
  private final Tables tables;
  private final List<String> broken = new ArrayList<>();

  private History(EngineModel model) {
    this.model = model;
    this.tables = model.tables;
  }

  /** Sentences about what is broken; empty = all is well. */
  static List<String> broken(EngineModel model) {
    var history = new History(model);
    history.jobs().forEach(history::factsHaveNoGaps);
    history.jobs().forEach(history::theEndIsTheLastFact);
    history.jobs().forEach(history::nothingRunsAfterTheEndOrWhileHeld);
    history.jobs().forEach(history::somebodyWillLookAtIt);
    history.keysStartedInOrder();
    history.eachTaskIsPublishedOnce();
    history.tables.tasks().forEach(history::theResultIsOfTheLastEpoch);
    history.tables.tasks().forEach(history::nothingIsPaidTwice);
    history.tables.tasks().forEach(history::aLeaseHasALivingNode);
    history.tables.keys.values().forEach(history::theKeyCountsRight);
    history.noTimerOutlivesItsJob();
    return history.broken;
  }

  private Stream<Job> jobs() {
    return tables.jobs.values().stream();
  }

  private void expect(boolean truth, Supplier<String> sentence) {
    if (!truth) {
      broken.add(sentence.get());
    }
  }

  private void factsHaveNoGaps(Job job) {
    var seqs = job.facts.stream().map(Fact::seq).toList();
    expect(
        seqs.equals(IntStream.rangeClosed(1, seqs.size()).boxed().toList()),
        () -> "job %d has facts %s".formatted(job.id, seqs));
  }

  private void theEndIsTheLastFact(Job job) {
    var ends = job.facts.stream().filter(fact -> fact.kind().isFinal()).toList();
    var last = job.facts.get(job.facts.size() - 1);
    expect(
        job.state.isFinal() ? ends.equals(List.of(last)) : ends.isEmpty(),
        () -> "job %d is %s with the ends %s".formatted(job.id, job.state, ends));
    expect(
        job.state.isFinal() == (job.endedAt != null),
        () -> "job %d is %s and ended at %s".formatted(job.id, job.state, job.endedAt));
  }

  private void nothingRunsAfterTheEndOrWhileHeld(Job job) {
    boolean mayRun = job.hasTask(task -> !task.state.isAtRest());
    boolean mayBeParked = job.hasTask(task -> task.state == TaskState.PARKED);
    expect(
        !(mayRun && (job.state.isFinal() || job.state == JobState.HELD)),
        () -> "job %d is %s while a task may run".formatted(job.id, job.state));
    expect(
        !(mayBeParked && job.state.isFinal()),
        () -> "job %d is %s with a parked task".formatted(job.id, job.state));
  }

  private void somebodyWillLookAtIt(Job job) {
    expect(
        !job.runs() || job.wakeAt != null || job.hasTask(task -> !task.state.isAtRest()),
        () -> "job %d is %s, forgotten".formatted(job.id, job.state));
    expect(
        job.wakeAt == null || !job.state.isFinal(),
        () -> "job %d has ended and has a letter".formatted(job.id));
  }

  private void keysStartedInOrder() {
    var last = new HashMap<Integer, Long>();
    for (var fact : tables.log) {
      var job = Objects.requireNonNull(tables.jobs.get(fact.job()));
      if (fact.kind() == FactKind.STARTED && job.place == null) {
        var before = last.put(job.key.id, job.id);
        expect(
            before == null || before < job.id,
            () -> "job %d started after job %d".formatted(job.id, before));
      }
    }
  }

  private void eachTaskIsPublishedOnce() {
    var published = new HashMap<String, Fact>();
    for (var fact : tables.log) {
      if (fact.kind() == FactKind.TASK_DONE) {
        var task = fact.job() + "." + Json.tree(fact.data()).path("no").asInt();
        expect(
            published.put(task, fact) == null, () -> "task %s was published twice".formatted(task));
      }
    }
  }

  private void theResultIsOfTheLastEpoch(Task task) {
    if (task.state == TaskState.DONE && task.result != null) {
      int epoch = Json.tree(task.result).path("epoch").asInt();
      expect(
          epoch == task.epoch,
          () ->
              "task %d.%d has the result of epoch %d, not %d"
                  .formatted(task.job.id, task.no, epoch, task.epoch));
    }
  }

  private void nothingIsPaidTwice(Task task) {
    long stand = model.effects.of(task).filter(effect -> effect.state != Effect.State.VOID).count();
    expect(stand <= 1, () -> "task %d.%d has %d paid calls".formatted(task.job.id, task.no, stand));
  }

  private void aLeaseHasALivingNode(Task task) {
    var node = task.node == null ? null : tables.nodes.get(task.node);
    expect(
        (task.state == TaskState.LEASED) == (task.node != null),
        () ->
            "task %d.%d is %s with node %s".formatted(task.job.id, task.no, task.state, task.node));
    expect(
        task.node == null || (node != null && node.state != Node.State.GONE),
        () ->
            "task %d.%d is leased to node %s, which is gone"
                .formatted(task.job.id, task.no, task.node));
  }

  private void theKeyCountsRight(VirtualKey key) {
    var its = jobs().filter(job -> job.key == key).toList();
    long running = its.stream().filter(Job::runs).count();
    long open = its.stream().filter(job -> !job.state.isFinal()).count();
    long dead = its.stream().filter(job -> job.dead == Job.DeadLetter.OPEN).count();
    boolean queued = its.stream().anyMatch(job -> job.state == JobState.QUEUED);
    expect(
        key.running == running && key.open == open && key.dead == dead,
        () ->
            "key %d counts %d running, %d open, %d dead, and has %d, %d, %d"
                .formatted(key.id, key.running, key.open, key.dead, running, open, dead));
    expect(
        (key.readyAt != null) == (queued && key.mayStartAnother()),
        () ->
            "key %d is ready since %s; a job waits: %s; one may start: %s"
                .formatted(key.id, key.readyAt, queued, key.mayStartAnother()));
  }

  private void noTimerOutlivesItsJob() {
    for (var timer : tables.timers.values()) {
      var job = tables.jobs.get(timer.job());
      expect(job != null && !job.state.isFinal(), () -> "%s has outlived its job".formatted(timer));
    }
  }
}
