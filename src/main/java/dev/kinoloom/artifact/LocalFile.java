package dev.kinoloom.artifact;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A file to read from, which stays where it is until its reader closes it. Closing it again does
 * nothing. Safe to close from any thread, and never blocks.
 */
public final class LocalFile implements AutoCloseable {
  private final Path path;
  private final Runnable release;
  private final AtomicBoolean closed = new AtomicBoolean();

  LocalFile(Path path, Runnable release) {
    this.path = path;
    this.release = release;
  }

  /** One that nobody takes away. */
  public static LocalFile lasting(Path path) {
    return new LocalFile(path, () -> {});
  }

  public Path path() {
    return path;
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      release.run();
    }
  }
}
