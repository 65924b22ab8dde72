package dev.kinoloom.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs a program to its end, without a shell. Its output goes to a file, so that a daemon that it
 * leaves behind cannot keep us waiting.
 */
final class Command {
  private static final int OUTPUT_MAX = 8 * 1024;

  private final List<String> line = new ArrayList<>();
  private final Path directory;

  Command(Path directory, List<String> prefix, List<String> arguments) {
    this.directory = directory;
    line.addAll(prefix);
    line.addAll(arguments);
  }

  /**
   * What came of it.
   *
   * @param code exit code; −1 = it did not end in time and was killed
   * @param output the end of what it said
   */
  record Outcome(int code, String output) {
    boolean isGood() {
      return code == 0;
    }
  }

  Outcome run(Duration timeout) {
    try {
      var output = Files.createTempFile("kinoloom-", ".out");
      try {
        return run(output, timeout);
      } finally {
        Files.deleteIfExists(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(line.get(0) + " cannot be run", e);
    }
  }

  private Outcome run(Path output, Duration timeout) throws IOException {
    var builder =
        new ProcessBuilder(line)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .redirectInput(Path.of("/dev/null").toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    var process = builder.start();
    try {
      boolean ended = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return new Outcome(ended ? process.exitValue() : -1, tail(output, OUTPUT_MAX));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailable("interrupted while " + line.get(0) + " ran", e);
    } finally {
      process.destroyForcibly();
    }
  }

  /** The end of a file, at most {@code most} bytes of it; empty when it cannot be read. */
  static String tail(Path file, int most) {
    try (var content = new RandomAccessFile(file.toFile(), "r")) {
      content.seek(Math.max(0, content.length() - most));
      var bytes = new byte[(int) Math.min(most, content.length())];
      content.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "";
    }
  }
}
