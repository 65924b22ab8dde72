package dev.kinoloom.store.model;

import dev.kinoloom.codec.Json;
import dev.kinoloom.domain.Decision.Hold;
import dev.kinoloom.domain.FactKind;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.TaskState;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What became of a paid call, said by whoever made it, lease or no lease, or by the operator. */
final class Resolution {
  private final Tables tables;
  private final Lanes lanes;
  private final KeyLines lines;

  Resolution(Tables tables, Lanes lanes, KeyLines lines) {
    this.tables = tables;
    this.lanes = lanes;
    this.lines = lines;
  }

  /**
   * False: it was voided meanwhile, has another handle, or nobody will look after it: cancel it
   * there. May be repeated.
   */
  boolean resolve(long id, Effect.State to, @Nullable String handle, @Nullable String note) {
    var effect = tables.effects.get(id);
    if (effect == null) {
      return false;
    }
    if ((effect.state == Effect.State.FETCHED || effect.state == to)
        && (handle == null || handle.equals(effect.handle))) {
      return true;
    }
    if (!effect.state.isOpen()
        || (handle != null && effect.handle != null && !handle.equals(effect.handle))) {
      refuse(effect, handle, note);
      return false;
    }
    record(effect, to, handle, note);
    goOn(effect.task);
    return tell(effect, to, note);
  }

  private static void refuse(Effect effect, @Nullable String handle, @Nullable String note) {
    if (Objects.equals(handle, effect.handle)) {
      return;
    }
    effect.note =
        Stream.of(effect.note, handle == null ? null : "also " + handle, note)
            .filter(Objects::nonNull)
            .collect(Collectors.joining("; "));
  }

  private static void record(
      Effect effect, Effect.State to, @Nullable String handle, @Nullable String note) {
    effect.state = to;
    effect.handle = effect.handle == null ? handle : effect.handle;
    effect.note = note == null ? effect.note : note;
    effect.seen = effect.task.epoch;
  }

  /** What was parked for this doubt goes on, and so does the job that was held for it. */
  private void goOn(Task task) {
    var job = task.job;
    if (task.state != TaskState.PARKED) {
      return;
    }
    if (job.state == JobState.RUNNING) {
      job.rev++; // a hold decided before is stale now
      lanes.comeBack(task);
    } else if (job.state == JobState.HELD && job.heldFor == Hold.DOUBT) {
      job.state = JobState.QUEUED;
      job.heldFor = null;
      job.rev++;
      lines.ready(job.key);
    }
  }

  private boolean tell(Effect effect, Effect.State to, @Nullable String note) {
    var job = effect.task.job;
    var state = effect.task.state;
    boolean unwanted = state == TaskState.FAILED || state == TaskState.CANCELLED;
    if (to == Effect.State.KNOWN && (job.state.isFinal() || unwanted)) {
      return false;
    }
    if (!job.state.isFinal()) {
      tables.tell(job, FactKind.PAID_CALL_RESOLVED, data(effect, to, note));
    }
    return true;
  }

  private static String data(Effect effect, Effect.State to, @Nullable String note) {
    var words = note == null ? "null" : Json.encode(note);
    return "{\"note\":%s,\"state\":%d,\"effect\":%d}".formatted(words, to.ordinal(), effect.id);
  }
}
