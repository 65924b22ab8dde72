package dev.kinoloom.store.model;

import dev.kinoloom.codec.Json;
import dev.kinoloom.domain.TaskState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All that the model knows, a line a row, as {@link SqlState} writes the database's rows. */
final class ModelState {
  /** Tables and those of their columns that a run decides. */
  static final Map<String, List<String>> COLUMNS = new LinkedHashMap<>();

  static {
    columns(
        "vkey",
        "key_id slot weight max_concurrent max_open dead_blocks paused dead_cnt running open_cnt"
            + " ready_at");
    columns(
        "job",
        "id key_id place state target held_for dead first_lane rev wake_at ev_seq approvals gap_s"
            + " started_at ended_at replay_of idem_key");
    columns("task", "job_id no key_id lane state rank node epoch attempt lost stop due result");
    columns("effect", "id job_id no epoch state handle seen note");
    columns("job_event", "job_id seq kind data");
    columns("timer", "job_id kind fire_at n");
    columns("node", "id state lease_until steady_since");
    columns("checkpoint", "key_id hash result");
  }

  private static void columns(String table, String names) {
    COLUMNS.put(table, List.of(names.split(" ")));
  }

  private final List<String> lines = new ArrayList<>();

  private ModelState() {}

  static List<String> of(EngineModel model) {
    var state = new ModelState();
    var tables = model.tables;
    tables.keys.values().forEach(state::key);
    tables.jobs.values().forEach(state::job);
    tables.tasks().forEach(state::task);
    tables.effects.values().forEach(state::effect);
    tables.log.forEach(
        fact ->
            state.row("job_event", fact.job(), fact.seq(), fact.kind().code(), json(fact.data())));
    tables
        .timers
        .values()
        .forEach(timer -> state.row("timer", timer.job(), timer.kind(), timer.fireAt(), timer.n()));
    tables
        .nodes
        .values()
        .forEach(
            node ->
                state.row(
                    "node", node.id, node.state.ordinal() + 1, node.leaseUntil, node.steadySince));
    tables.checkpoints.forEach(
        (what, result) -> state.row("checkpoint", what.key(), what.hash(), json(result)));
    Collections.sort(state.lines);
    return state.lines;
  }

  private void key(VirtualKey key) {
    row(
        "vkey",
        key.id,
        key.slot,
        key.weight,
        key.maxConcurrent,
        key.maxOpen,
        key.deadBlocks,
        key.paused,
        key.dead,
        key.running,
        key.open,
        key.readyAt);
  }

  private void job(Job job) {
    row(
        "job",
        job.id,
        job.key.id,
        job.place,
        job.state.code(),
        job.target == null ? null : job.target.code(),
        job.heldFor == null ? null : job.heldFor.code(),
        job.dead.ordinal(),
        job.firstLane,
        job.rev,
        job.wakeAt,
        job.facts.size(),
        job.approvals,
        job.gap,
        job.startedAt,
        job.endedAt,
        job.replayOf,
        job.idempotencyKey);
  }

  private void task(Task task) {
    row(
        "task",
        task.job.id,
        task.no,
        task.job.key.id,
        task.lane,
        task.state.code(),
        task.state.code() < TaskState.DONE.code() ? task.rank : null,
        task.node,
        task.epoch,
        task.attempt,
        task.lost,
        task.stop,
        task.due,
        task.result == null ? null : json(task.result));
  }

  private void effect(Effect effect) {
    row(
        "effect",
        effect.id,
        effect.task.job.id,
        effect.task.no,
        effect.epoch,
        effect.state.ordinal(),
        effect.handle,
        effect.seen,
        effect.note);
  }

  private void row(String table, @Nullable Object... values) {
    lines.add(line(table, Arrays.asList(values)));
  }

  /** One row for people: the table, and each column with its value. */
  static String line(String table, List<? extends @Nullable Object> values) {
    var columns = COLUMNS.getOrDefault(table, List.of());
    if (columns.size() != values.size()) {
      throw new IllegalArgumentException(table + " has other columns: " + values);
    }
    var line = new StringBuilder(table);
    for (int i = 0; i < columns.size(); i++) {
      line.append(' ').append(columns.get(i)).append('=').append(written(values.get(i)));
    }
    return line.toString();
  }

  private static String written(@Nullable Object value) {
    if (value == null) {
      return "-";
    }
    if (value instanceof Instant instant) {
      return instant.truncatedTo(ChronoUnit.MICROS).toString();
    }
    if (value instanceof Double || value instanceof Float) {
      return Double.toString(((Number) value).doubleValue());
    }
    return value.toString();
  }

  /** The same for equal objects, however they are written. */
  static String json(String text) {
    return new TreeMap<String, Object>(Json.decode(text, Fields.class)).toString();
  }

  /** A JSON object. */
  static final class Fields extends TreeMap<String, Object> {
    private static final long serialVersionUID = 1L;
  }

  /** Lines that only one of them has. */
  static List<String> difference(List<String> model, List<String> sql) {
    if (model.equals(sql)) {
      return List.of();
    }
    return Stream.concat(
            without(model, sql).map(line -> "model " + line),
            without(sql, model).map(line -> "SQL   " + line))
        .toList();
  }

  private static Stream<String> without(List<String> lines, List<String> others) {
    var known = new HashSet<>(others);
    return lines.stream().filter(line -> !known.contains(line));
  }
}
