package dev.kinoloom.boot;

import dev.kinoloom.domain.Invalid;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the files of a finished video are called. */
final class OutputFiles {
  private static final int NAME_MAX = 60;

  private OutputFiles() {}

  /**
   * {@code out} null = by the title, in the working directory, beside what is there already; a
   * directory = by the title, in it; otherwise the video's file itself, which is replaced.
   */
  static Map<Studio.Part, Path> choose(@Nullable Path out, String title) {
    if (out == null || Files.isDirectory(out) || out.toString().endsWith("/")) {
      return free(out == null ? Path.of("") : out, slug(title));
    }
    if (out.getFileName() == null) {
      throw new Invalid("--out", "must name a file or a directory");
    }
    var name = out.getFileName().toString();
    return named(
        out,
        name.toLowerCase(Locale.ROOT).endsWith(".mp4")
            ? name.substring(0, name.length() - 4)
            : name);
  }

  /**
   * Refuses, before anything is made, what could not be written in the end; {@code out} null = the
   * working directory. Throws {@link Invalid}.
   */
  static void check(@Nullable Path out) {
    var place = out == null ? Path.of("").toAbsolutePath() : out.toAbsolutePath().normalize();
    boolean directory = out == null || Files.isDirectory(place) || out.toString().endsWith("/");
    var first = directory ? place : place.getParent();
    while (first != null && !Files.exists(first)) {
      first = first.getParent();
    }
    if (place.getFileName() == null || first == null) {
      throw new Invalid("--out", "must name a file or a directory");
    }
    if (!Files.isDirectory(first)) {
      throw new Invalid("--out", "cannot be made, for %s is no directory".formatted(first));
    }
    if (!Files.isWritable(first)) {
      throw new Invalid("--out", "cannot be made, for %s may not be written".formatted(first));
    }
  }

  private static Map<Studio.Part, Path> free(Path directory, String name) {
    for (int n = 1; ; n++) {
      var files = named(directory.resolve("x"), n == 1 ? name : name + "-" + n);
      if (files.values().stream().noneMatch(Files::exists)) {
        return files;
      }
    }
  }

  private static Map<Studio.Part, Path> named(Path sibling, String name) {
    var files = new EnumMap<Studio.Part, Path>(Studio.Part.class);
    for (var part : Studio.Part.values()) {
      files.put(part, sibling.resolveSibling(name + "." + part.ending()));
    }
    return files;
  }

  /** Without a UTF-8 locale, files cannot have every name. */
  private static boolean isNameable(String name) {
    try {
      return !Path.of(name).toString().isEmpty();
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** Letters and digits of any script, joined by hyphens. */
  static String slug(String title) {
    var plain =
        Normalizer.normalize(title, Normalizer.Form.NFKC)
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^\\p{L}\\p{M}\\p{N}]+", "-");
    int most =
        plain.offsetByCodePoints(0, Math.min(NAME_MAX, plain.codePointCount(0, plain.length())));
    var short_ = plain.substring(0, most);
    var trimmed = short_.replaceAll("^-+|-+$", "");
    return trimmed.isEmpty() || !isNameable(trimmed) ? "video" : trimmed;
  }
}
