package dev.kinoloom.store.model;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that a run has written into the database, a line a row. */
final class SqlState {
  /** A task that has ended waits in no lane any more: where it stood says nothing. */
  private static final String LIVING_RANK = " case when state < 4 then rank end as rank,";

  private SqlState() {}

  static List<String> of(Connection connection) throws SQLException {
    var lines = new ArrayList<String>();
    for (var table : ModelState.COLUMNS.entrySet()) {
      var sql =
          "select %s from kinoloom.%s"
              .formatted(String.join(", ", table.getValue()), table.getKey())
              .replace(" rank,", LIVING_RANK);
      try (var statement = connection.createStatement();
          var rows = statement.executeQuery(sql)) {
        while (rows.next()) {
          lines.add(ModelState.line(table.getKey(), values(rows)));
        }
      }
    }
    Collections.sort(lines);
    return lines;
  }

  private static List<@Nullable Object> values(ResultSet row) throws SQLException {
    var values = new ArrayList<@Nullable Object>();
    var about = row.getMetaData();
    for (int i = 1; i <= about.getColumnCount(); i++) {
      values.add(value(row, i, about.getColumnTypeName(i), about.getColumnName(i)));
    }
    return values;
  }

  private static @Nullable Object value(ResultSet row, int i, String type, String name)
      throws SQLException {
    if (type.equals("timestamptz")) {
      var at = row.getObject(i, OffsetDateTime.class);
      return at == null ? null : at.toInstant();
    }
    if (type.equals("jsonb")) {
      var text = row.getString(i);
      boolean fact = name.equals("data");
      return text == null && !fact ? null : ModelState.json(text == null ? "{}" : text);
    }
    return row.getObject(i);
  }
}
