package dev.kinoloom.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One process a home. The operating system holds the lock on {@code node.lock} and frees it with
 * the process, however that dies. Who has it stands in {@code node.pid}: a file of its own, because
 * a process that merely opens and closes a locked file loses its lock on it.
 */
public final class HomeLock implements AutoCloseable {
  private static final Set<Path> HELD_HERE = new HashSet<>();

  private final Path home;
  private final FileChannel channel;

  private HomeLock(Path home, FileChannel channel) {
    this.home = home;
    this.channel = channel;
  }

  /**
   * Makes the home, readable by its owner only, if it is not there, and takes it. Throws {@link
   * HomeInUse}, {@link UncheckedIOException}.
   */
  public static HomeLock acquire(Path home) {
    try {
      Files.createDirectories(
          home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      return acquireReal(home.toRealPath());
    } catch (IOException e) {
      throw new UncheckedIOException("the home " + home + " cannot be used", e);
    }
  }

  private static HomeLock acquireReal(Path home) throws IOException {
    synchronized (HELD_HERE) {
      if (!HELD_HERE.add(home)) {
        throw new HomeInUse(home, OptionalLong.of(ProcessHandle.current().pid()));
      }
      FileChannel channel = null;
      try {
        channel = openExclusively(home);
        Files.writeString(pidFile(home), Long.toString(ProcessHandle.current().pid()));
        return new HomeLock(home, channel);
      } catch (IOException | RuntimeException e) {
        HELD_HERE.remove(home);
        if (channel != null) {
          channel.close();
        }
        throw e;
      }
    }
  }

  private static FileChannel openExclusively(Path home) throws IOException {
    var channel =
        FileChannel.open(
            home.resolve("node.lock"),
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    if (channel.tryLock() == null) {
      channel.close();
      throw new HomeInUse(home, holder(home));
    }
    return channel;
  }

  private static OptionalLong holder(Path home) {
    try {
      return OptionalLong.of(
          Long.parseLong(Files.readString(pidFile(home), StandardCharsets.US_ASCII).strip()));
    } catch (IOException | NumberFormatException e) {
      return OptionalLong.empty(); // taken a moment ago, its name not yet written
    }
  }

  private static Path pidFile(Path home) {
    return home.resolve("node.pid");
  }

  /** The home, as a real path. */
  public Path home() {
    return home;
  }

  /** Frees the home. May be called again. */
  @Override
  public void close() {
    synchronized (HELD_HERE) {
      if (!channel.isOpen()) {
        return;
      }
      try {
        Files.deleteIfExists(pidFile(home));
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException("the home " + home + " cannot be freed", e);
      } finally {
        HELD_HERE.remove(home);
      }
    }
  }
}
