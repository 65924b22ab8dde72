package dev.kinoloom.provider;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * A call that belongs to no task: for asking a program what it can do, at start. Removes its
 * directory when it is closed.
 */
public final class QuickCall implements Call, AutoCloseable {
  private final Path scratch;
  private final long end;

  /** {@code longest}: the most time that it may take. */
  public QuickCall(Duration longest) throws IOException {
    this.scratch = Files.createTempDirectory("kinoloom-");
    this.end = System.nanoTime() + longest.toNanos();
  }

  @Override
  public Path scratch() {
    return scratch;
  }

  @Override
  public void progress(double fraction, String message) {}

  @Override
  public boolean stopped() {
    return false;
  }

  @Override
  public void onStop(Runnable kill) {}

  @Override
  public Duration timeLeft() {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.list(scratch)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(scratch);
  }
}
