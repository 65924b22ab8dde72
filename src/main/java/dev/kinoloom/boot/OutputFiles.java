package dev.kinoloom.boot;

import dev.kinoloom.domain.Invalid;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the files of a finished video go.
 *
 * @param place a directory, or the video's file itself
 * @param isDirectory the files are named by the title, beside what is there already; otherwise what
 *     is there is replaced
 */
record OutputFiles(Path place, boolean isDirectory) {
  private static final int NAME_MAX = 60;
  private static final String VIDEO = ".mp4";

  /**
   * {@code out} null = the working directory; one that exists, or ends in a slash, is a directory.
   * Throws {@link Invalid} on what can be no place.
   */
  static OutputFiles at(@Nullable String out) {
    try {
      var place = Path.of(out == null ? "" : out).toAbsolutePath().normalize();
      boolean slash = out != null && (out.endsWith("/") || out.endsWith(File.separator));
      return new OutputFiles(place, out == null || slash || Files.isDirectory(place));
    } catch (InvalidPathException e) {
      throw new Invalid("--out", "is no name that a file can have here");
    }
  }

  /** Nothing but the videos of that title are there yet, or those are replaced. */
  Map<Studio.Part, Path> choose(String title) {
    return isDirectory ? free(place, slug(title)) : named(place, stem());
  }

  /** The file's name without its ending. */
  private String stem() {
    var name = String.valueOf(place.getFileName());
    return name.toLowerCase(Locale.ROOT).endsWith(VIDEO)
        ? name.substring(0, name.length() - VIDEO.length())
        : name;
  }

  /** Refuses, before anything is made, what could not be written in the end: {@link Invalid}. */
  void check() {
    var first = isDirectory ? place : place.getParent();
    while (first != null && !Files.exists(first)) {
      first = first.getParent();
    }
    if (place.getFileName() == null || first == null) {
      throw new Invalid("--out", "must name a file or a directory");
    }
    var ending = stem().replaceFirst("^.*(?=\\.)", "");
    if (!isDirectory && ending.matches("\\.[A-Za-z][A-Za-z0-9]{1,4}")) {
      throw new Invalid(
          "--out", "must end in .mp4, or in a slash for a directory, not in " + ending);
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
