package dev.kinoloom.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** SQL from the class path. */
record SqlFile(String text) {
  /** Up to a semicolon that stands in no quotes, body or comment. */
  private static final Pattern STATEMENT =
      Pattern.compile("(?s)(?:'[^']*'|\\$\\$.*?\\$\\$|--[^\\n]*|[^;'])+?;");

  static SqlFile of(String path) {
    try (var stream = SqlFile.class.getResourceAsStream(path)) {
      if (stream == null) {
        throw new AssertionError("there is no " + path);
      }
      return new SqlFile(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> statements() {
    return STATEMENT.matcher(text).results().map(found -> found.group().strip()).toList();
  }
}
