package dev.kinoloom.store.model;

import dev.kinoloom.domain.Cancelled;
import dev.kinoloom.domain.Claim;
import dev.kinoloom.domain.Decision;
import dev.kinoloom.domain.Fact;
import dev.kinoloom.domain.FactKind;
import dev.kinoloom.domain.Holding;
import dev.kinoloom.domain.Invalid;
import dev.kinoloom.domain.JobSnapshot;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.JobSummary;
import dev.kinoloom.domain.Refusal;
import dev.kinoloom.domain.Report;
import dev.kinoloom.domain.Submission;
import dev.kinoloom.store.JobStore;
import dev.kinoloom.store.TaskStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The engine in plain Java: the same answers as the SQL. For one thread; {@link ModelStores} is for
 * several.
 */
public final class EngineModel implements Engine {
  final Tables tables;
  final Lanes lanes;
  final KeyLines lines;
  final Effects effects;
  private final Finish finish;
  private final Commands commands;
  private final Resolution resolution;
  private final Nodes nodes;
  final Reading reading;

  public EngineModel(InstantSource clock) {
    tables = new Tables(clock);
    effects = new Effects(tables);
    lanes = new Lanes(tables, effects);
    lines = new KeyLines(tables, lanes);
    finish = new Finish(tables, effects, lanes, lines);
    commands = new Commands(tables, effects, lanes, lines);
    resolution = new Resolution(tables, lanes, lines);
    nodes = new Nodes(tables, effects, lanes);
    reading = new Reading(tables);
  }

  @Override
  public int addKey(String name, String secretHash, int slot) {
    if (tables.keys.values().stream().anyMatch(key -> key.name.equals(name))) {
      throw new Invalid("name", "There is a key of that name already; choose another name.");
    }
    int id = ++tables.lastKey;
    tables.keys.put(id, new VirtualKey(id, slot, name, secretHash, tables.now()));
    return id;
  }

  @Override
  public void keySet(
      int key,
      @Nullable Double weight,
      @Nullable Duration headStart,
      @Nullable Integer maxConcurrent,
      @Nullable Integer maxOpen,
      @Nullable Boolean deadBlocks) {
    commands.set(key, weight, headStart, maxConcurrent, maxOpen, deadBlocks);
  }

  @Override
  public void keyPause(int key, boolean paused) {
    commands.pause(key, paused);
  }

  @Override
  public List<Submission.Answer> accept(List<Submission> batch) {
    return lines.accept(batch);
  }

  @Override
  public int admit(int most, Set<Integer> slots) {
    return lines.start(most, slots).jobs();
  }

  @Override
  public JobStore.Started admitAndClaim(
      int most, Set<Integer> slots, int node, Map<Integer, Integer> wants) {
    var started = lines.start(most, slots);
    return started.jobs() == 0
        ? started
        : new JobStore.Started(
            started.jobs(), started.resumed(), started.more(), started.left(), claim(node, wants));
  }

  @Override
  public List<Claim> claim(int node, Map<Integer, Integer> wants) {
    return lanes.claim(node, wants);
  }

  @Override
  public List<Refusal> finish(List<Report> reports, List<Decision> decisions) {
    return finish.finish(reports, decisions);
  }

  @Override
  public TaskStore.Step finishAndClaim(
      int node, List<Report> reports, List<Decision> decisions, Map<Integer, Integer> wants) {
    return new TaskStore.Step(finish(reports, decisions), claim(node, wants));
  }

  @Override
  public List<JobSnapshot> load(Collection<Long> jobs) {
    return reading.load(jobs);
  }

  @Override
  public List<Long> letters(Duration older, Set<Integer> slots, int most) {
    return reading.letters(older, slots).limit(most).map(job -> job.id).toList();
  }

  @Override
  public boolean progress(int node, long job, int no, int epoch, String data) {
    var task = tables.task(job, no);
    if (task == null || !task.isHeldBy(node, epoch) || task.stop) {
      return false;
    }
    tables.tell(task.job, FactKind.PROGRESS, data);
    return true;
  }

  @Override
  public boolean tell(long id, FactKind kind, String data) {
    var job = tables.jobs.get(id);
    if (job == null || job.state.isFinal()) {
      return false;
    }
    tables.tell(job, kind, data);
    return true;
  }

  @Override
  public OptionalLong intend(int node, long job, int no, int epoch) {
    return effects.intend(node, job, no, epoch);
  }

  @Override
  public boolean resolve(long effect, int state, @Nullable String handle, @Nullable String note) {
    return resolution.resolve(effect, Effect.State.values()[state], handle, note);
  }

  @Override
  public int promote(int most) {
    return lanes.promote(most);
  }

  @Override
  public List<DueTimer> fire(int most, Duration again) {
    var now = tables.now();
    var fired =
        tables.timers.values().stream()
            .filter(timer -> !timer.fireAt().isAfter(now))
            .sorted(Comparator.comparing(DueTimer::fireAt))
            .limit(most)
            .map(timer -> timer.fired(now.plus(again)))
            .toList();
    fired.forEach(timer -> tables.timers.put(timer.id(), timer));
    return fired;
  }

  @Override
  public void retime(long job, int kind, Duration after) {
    tables.timers.computeIfPresent(
        new DueTimer.Id(job, kind), (id, timer) -> timer.at(tables.now().plus(after)));
  }

  @Override
  public int nodeUp(String name, Duration ttl) {
    return nodes.up(name, ttl);
  }

  @Override
  public Optional<List<Holding>> heartbeat(int node, Duration ttl) {
    return nodes.heartbeat(node, ttl);
  }

  @Override
  public int reap(int node, Duration ttl, int maxLost) {
    return nodes.reap(node, ttl, maxLost);
  }

  @Override
  public int takeOver(int node, int maxLost) {
    return nodes.takeOver(node, maxLost);
  }

  @Override
  public void drain(int node) {
    nodes.drain(node);
  }

  @Override
  public void undrain(int node) {
    nodes.undrain(node);
  }

  @Override
  public int leave(int node) {
    return nodes.leave(node);
  }

  @Override
  public Cancelled cancel(long job) {
    return commands.cancel(job);
  }

  @Override
  public boolean approve(long job, int rev) {
    return commands.approve(job, rev);
  }

  @Override
  public Optional<Long> replay(long job) {
    return commands.replay(job);
  }

  @Override
  public boolean discard(long job) {
    return commands.discard(job);
  }

  @Override
  public Optional<JobSummary> find(long job) {
    return reading.find(job);
  }

  @Override
  public List<JobSummary> list(int key, Set<JobState> states, long before, int most) {
    return reading.list(key, states, before, most);
  }

  @Override
  public List<Fact> facts(long job, int after, int most) {
    return reading.facts(job, after, most);
  }

  @Override
  public Optional<String> checkpoint(int key, String hash) {
    return Optional.ofNullable(tables.checkpoints.get(new Tables.Checkpoint(key, hash)));
  }
}
