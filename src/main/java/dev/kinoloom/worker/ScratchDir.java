package dev.kinoloom.worker;

import dev.kinoloom.domain.Claim;
import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Directories for the time of one attempt. Each process has its own root, so that what a dead one
 * left can be told apart and removed.
 */
public final class ScratchDir {
  private static final int PASSES = 5;

  private final Path root;

  /** {@code root} is this process's own; it is made when needed. */
  public ScratchDir(Path root) {
    this.root = root;
  }

  /** Where an attempt works. */
  Place of(Claim claim) {
    return new Place(root.resolve(claim.job() + "-" + claim.no() + "-" + claim.epoch()));
  }

  /** A directory that is made when it is first asked for. Safe to use from any thread. */
  static final class Place {
    private final Path directory;
    private boolean made;

    Place(Path directory) {
      this.directory = directory;
    }

    synchronized Path made() {
      if (!made) {
        try {
          Files.createDirectories(directory);
        } catch (IOException e) {
          throw new Failed(
              FailureKind.RESOURCES, "A directory for temporary files cannot be made.", e);
        }
        made = true;
      }
      return directory;
    }

    synchronized boolean isMade() {
      return made;
    }

    synchronized void remove() throws IOException {
      if (made) {
        ScratchDir.remove(directory);
      }
    }

    @Override
    public String toString() {
      return directory.toString();
    }
  }

  /**
   * Removes a directory with all that is in it; symbolic links are removed, not followed. A child
   * that was killed a moment ago may still add a file: then it is gone through again.
   */
  public static void remove(Path directory) throws IOException {
    for (int pass = 1; Files.exists(directory, LinkOption.NOFOLLOW_LINKS); pass++) {
      try {
        removeOnce(directory);
      } catch (DirectoryNotEmptyException | NoSuchFileException e) {
        if (pass == PASSES) {
          throw e;
        }
      }
    }
  }

  private static void removeOnce(Path directory) throws IOException {
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException failure)
              throws IOException {
            Files.deleteIfExists(dir);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
