package dev.kinoloom.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The disk of a node's home, which can be full: a file system of a few megabytes where mounting one
 * is allowed; elsewhere the node's {@link FailingStore} is. {@code -Dkinoloom.chaos.mount=false}
 * mounts nothing.
 */
public final class SmallDisk implements AutoCloseable {
  /** A node that has less than 32 left is not ready. */
  private static final int MEGABYTES = 48;

  private static final boolean MAY_MOUNT =
      !System.getProperty("kinoloom.chaos.mount", "true").equals("false");

  private final Path directory;
  private final boolean mounted;

  public SmallDisk(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
    this.mounted =
        MAY_MOUNT
            && run("mount", "-t", "tmpfs", "-o", "size=%dm".formatted(MEGABYTES), "tmpfs", path());
  }

  /** It is a file system, not something that stands for one. */
  public boolean isReal() {
    return mounted;
  }

  /** What is full, if it is. */
  String kind() {
    return mounted ? "a file system" : "a failing store";
  }

  /** Not a byte is left; what lies there stays. */
  public void fill() throws IOException {
    if (!mounted) {
      Files.createFile(FailingStore.mark(directory));
      return;
    }
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
    Files.deleteIfExists(FailingStore.mark(directory));
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
