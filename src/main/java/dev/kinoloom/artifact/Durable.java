package dev.kinoloom.artifact;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes that are still there after the power failed. */
final class Durable {
  private static final int BUFFER = 1 << 16;

  private Durable() {}

  /**
   * Copies to a new file, for its owner alone, and syncs it; answers the SHA-256 of the bytes
   * written, as hex.
   */
  static String copy(Path from, Path to) throws IOException {
    return copy(from, to, true);
  }

  /** {@code sync}: whether it must still be there after the power failed. */
  static String copy(Path from, Path to, boolean sync) throws IOException {
    var digest = new Sha256();
    var buffer = new byte[BUFFER];
    try (var in = Files.newInputStream(from);
        var out =
            FileChannel.open(
                to,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                Rights.ownFile(to))) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.add(buffer, n);
        var bytes = ByteBuffer.wrap(buffer, 0, n);
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
      }
      if (sync) {
        out.force(true);
      }
    }
    return digest.hex();
  }

  /**
   * Makes what is missing of a directory's path, for its owner alone, and syncs the names into
   * their parents.
   */
  static void directories(@Nullable Path directory) throws IOException {
    if (directory == null || Files.isDirectory(directory)) {
      return;
    }
    var parent = directory.getParent();
    directories(parent);
    Files.createDirectories(directory, Rights.ownDirectory(directory));
    if (parent != null) {
      sync(parent);
    }
  }

  /** Syncs the names in a directory. */
  static void sync(@Nullable Path directory) throws IOException {
    if (directory != null) {
      try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
