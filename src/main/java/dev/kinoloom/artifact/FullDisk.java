package dev.kinoloom.artifact;

import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

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
    return failure(what, there, null);
  }

  static Failed failure(String what, Path there, @Nullable Throwable cause) {
    return new Failed(
        FailureKind.RESOURCES,
        "The disk that holds %s is full; make room there.".formatted(what),
        "The disk that holds %s (%s) is full; make room there.".formatted(what, there),
        cause);
  }
}
