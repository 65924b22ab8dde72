package dev.kinoloom.domain.speech;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** A table of words that comes with the program: a row a line, columns parted by a bar. */
final class WordTable {
  private WordTable() {}

  /** Its rows, each with {@code columns} columns, without remarks. */
  static List<List<String>> read(String name, int columns) {
    var found = Objects.requireNonNull(WordTable.class.getResourceAsStream("/speech/" + name));
    try (var lines = new BufferedReader(new InputStreamReader(found, StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.startsWith("#") && !line.isBlank())
          .map(line -> List.of(line.split("\\|", columns)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
