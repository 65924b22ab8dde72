package dev.kinoloom.provider;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * A call that belongs to no task: for asking a program what it can do, or what a file is. Removes
 * its directory when it is closed.
 */
public final class QuickCall implements Call, AutoCloseable {
  private final Path scratch;
  private final long end;

  /** {@code longest}: the most time that it may take. */
  public QuickCall(Duration longest) throws IOException {
    this(Files.createTempDirectory("kinoloom-"), longest.toNanos());
  }

  private QuickCall(Path scratch, long nanos) {
    this.scratch = scratch;
    this.end = System.nanoTime() + nanos;
  }

  /** Likewise, with its directory in {@code parent}, for files that are large. */
  public static QuickCall in(Path parent, Duration longest) throws IOException {
    return new QuickCall(Files.createTempDirectory(parent, "call-"), longest.toNanos());
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
