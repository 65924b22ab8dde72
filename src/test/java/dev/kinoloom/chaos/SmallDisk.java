package dev.kinoloom.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A file system of a few megabytes under a directory, where mounting one is allowed: one that can
 * be full. Where it is not, nothing happens.
 */
final class SmallDisk implements AutoCloseable {
  /** A node that has less than 32 left is not ready. */
  private static final int MEGABYTES = 48;

  private final Path directory;
  private final boolean mounted;

  SmallDisk(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
    this.mounted =
        run("mount", "-t", "tmpfs", "-o", "size=%dm".formatted(MEGABYTES), "tmpfs", path());
  }

  boolean isMounted() {
    return mounted;
  }

  /** Not a byte is left; what lies there stays. */
  void fill() throws IOException {
    try (var out = Files.newOutputStream(stone())) {
      var block = new byte[4096];
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      if (!String.valueOf(e.getMessage()).contains("No space left")) {
        throw e;
      }
    }
  }

  void free() throws IOException {
    Files.deleteIfExists(stone());
  }

  private Path stone() {
    return directory.resolve("stone");
  }

  private String path() {
    return directory.toString();
  }

  private static boolean run(String... words) {
    try {
      return new ProcessBuilder(List.of(words))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false; // there is no such program
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    if (mounted && !run("umount", path())) {
      run("umount", "-l", path());
    }
  }
}
