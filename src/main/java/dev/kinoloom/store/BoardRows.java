package dev.kinoloom.store;

import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.TaskState;
import dev.kinoloom.store.BoardStore.Dead;
import dev.kinoloom.store.BoardStore.Entry;
import dev.kinoloom.store.BoardStore.Hold;
import dev.kinoloom.store.BoardStore.Lease;
import dev.kinoloom.store.BoardStore.TaskEntry;
import io.vertx.sqlclient.Row;
import org.jspecify.annotations.Nullable;

/** Rows of the board, read into its words. */
final class BoardRows {
  private BoardRows() {}

  static Entry entry(Row row) {
    Short hold = row.getShort(4);
    return new Entry(
        row.getLong(0),
        row.getInteger(1),
        row.getString(2),
        JobState.of(row.getShort(3)),
        hold == null ? null : Hold.values()[hold - 1],
        Dead.values()[row.getShort(5)],
        row.getInteger(6),
        row.getString(7),
        row.getOffsetDateTime(8).toInstant(),
        JobRows.instant(row.getOffsetDateTime(9)),
        JobRows.instant(row.getOffsetDateTime(10)),
        row.getLong(11));
  }

  static TaskEntry task(Row row) {
    Integer ahead = row.getInteger(16);
    return new TaskEntry(
        row.getLong(0),
        row.getInteger(1),
        row.getShort(2),
        TaskState.of(row.getShort(3)),
        row.getInteger(4),
        row.getInteger(5),
        row.getInteger(6),
        row.getBoolean(7),
        JobRows.instant(row.getOffsetDateTime(8)),
        row.getString(9),
        lease(row),
        ahead == null ? 0 : ahead);
  }

  private static @Nullable Lease lease(Row row) {
    Integer node = row.getInteger(10);
    return node == null
        ? null
        : new Lease(
            node,
            String.valueOf(row.getString(11)),
            row.getOffsetDateTime(12).toInstant(),
            JobRows.instant(row.getOffsetDateTime(13)),
            JobRows.instant(row.getOffsetDateTime(14)),
            JobRows.instant(row.getOffsetDateTime(15)));
  }
}
