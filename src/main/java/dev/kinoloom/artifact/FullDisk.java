package dev.kinoloom.artifact;

import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a write failed because the disk is full: no exception says so. */
final class FullDisk {
  private static final long SPARE_BYTES = 1 << 20;

  private FullDisk() {}

  static boolean hasRoomFor(Path file, Path there) throws IOException {
    return !Files.exists(file) || hasRoomFor(Files.size(file), there);
  }

  static boolean hasRoomFor(long bytes, Path there) {
    return there.toFile().getUsableSpace() >= bytes + SPARE_BYTES;
  }

  /** {@code what} it holds, for people. */
  static Failed failure(String what, Path there) {
    return new Failed(FailureKind.RESOURCES, words(what, there));
  }

  static Failed failure(String what, Path there, Throwable cause) {
    return new Failed(FailureKind.RESOURCES, words(what, there), cause);
  }

  private static String words(String what, Path there) {
    return "The disk that holds %s (%s) is full; make room there.".formatted(what, there);
  }
}
