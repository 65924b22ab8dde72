package dev.kinoloom.store;

import dev.kinoloom.domain.Claim;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Map;

/** What is wished of a claim, as parameters, and what it came to, as rows. */
final class ClaimRows {
  private ClaimRows() {}

  /** Adds lanes, in order, and how many tasks are wanted of each. */
  static Tuple wanted(Tuple values, Map<Integer, Integer> wants) {
    var lanes = wants.keySet().stream().sorted().toList();
    return values
        .addArrayOfShort(lanes.stream().map(Integer::shortValue).toArray(Short[]::new))
        .addArrayOfInteger(lanes.stream().map(wants::get).toArray(Integer[]::new));
  }

  /** {@code from}: its first column. */
  static Claim claim(Row row, int from) {
    return new Claim(
        row.getLong(from),
        row.getInteger(from + 1),
        row.getInteger(from + 2),
        row.getShort(from + 3),
        row.getInteger(from + 4),
        row.getInteger(from + 5),
        row.getBoolean(from + 6));
  }
}
