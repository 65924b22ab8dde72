package dev.kinoloom.boot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/** Writes a finished video's file where somebody wants it: whole, or not at all. */
final class WholeFile {
  private WholeFile() {}

  /** Throws {@link CannotStart} that says how to have it written elsewhere. */
  static void write(long job, InputStream from, Path into) {
    var beside = into.resolveSibling("." + into.getFileName() + ".part");
    try {
      try {
        Files.copy(from, beside, StandardCopyOption.REPLACE_EXISTING);
        Files.move(
            beside, into, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(beside);
      }
    } catch (IOException e) {
      throw failed(job, into, e);
    }
  }

  static CannotStart failed(long job, @Nullable Path into, IOException e) {
    return new CannotStart(
        "The video is made, but cannot be written to %s (%s): 'kinoloom make --resume %d --out FILE' writes it elsewhere."
            .formatted(into, e, job),
        e);
  }
}
