package dev.kinoloom.boot;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows in columns as wide as what stands in them; numbers to the right. */
final class TextTable {
  private static final int WIDEST = 60;
  private static final String GAP = "  ";

  private final List<String> head;
  private final List<List<String>> rows = new ArrayList<>();

  TextTable(String... head) {
    this.head = List.of(head);
  }

  /** A cell for each column; line breaks and control characters become spaces. */
  void row(Object... cells) {
    rows.add(Arrays.stream(cells).map(cell -> clean(String.valueOf(cell))).toList());
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  void print(PrintWriter out) {
    out.println(line(head));
    rows.forEach(row -> out.println(line(row)));
  }

  private String line(List<String> cells) {
    var line = new StringBuilder();
    for (int i = 0; i < head.size(); i++) {
      boolean last = i == head.size() - 1;
      var cell = last ? cells.get(i) : shortened(cells.get(i));
      var space = " ".repeat(Math.max(0, width(i) - length(cell)));
      line.append(i == 0 ? "" : GAP)
          .append(isNumber(i) ? space + cell : cell + (last ? "" : space));
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    return rows.stream()
        .mapToInt(row -> length(shortened(row.get(column))))
        .reduce(length(head.get(column)), Math::max);
  }

  private boolean isNumber(int column) {
    return !rows.isEmpty() && rows.stream().allMatch(row -> row.get(column).matches("[\\d,.]+|-"));
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static String shortened(String text) {
    return length(text) <= WIDEST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, WIDEST - 1)) + "…";
  }

  private static String clean(String text) {
    return text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
  }
}
