package dev.kinoloom.boot;

import java.nio.file.Path;

/**
 * Whether the disk of a home has any room left. Without room the database writes nothing down: no
 * job moves or fails, and none says why.
 */
record DiskRoom(Path home) {
  /** Less is as good as nothing: the database's log alone takes 16 MB at a time. */
  private static final long LEAST_BYTES = 32L << 20;

  boolean isLeft() {
    return bytes() >= LEAST_BYTES;
  }

  /** As much as may still be written. */
  long bytes() {
    return home.toFile().getUsableSpace();
  }

  /** For whoever waits for something to happen. */
  String advice() {
    return "The disk of %s is full: make room there, and the job goes on by itself."
        .formatted(home);
  }
}
