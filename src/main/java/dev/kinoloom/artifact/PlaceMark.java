package dev.kinoloom.artifact;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;

/**
 * By which a directory of artifacts is known again, wherever it is mounted: a file in it with an id
 * that is written once. Blocks.
 */
public final class PlaceMark {
  private static final String NAME = "place-id";

  private PlaceMark() {}

  /** The file, which may be written by hand when a directory was restored without it. */
  public static Path file(Path root) {
    return root.resolve(NAME);
  }

  /** The id in {@code root}; empty = it has none, or is not there. Nothing is made. */
  public static Optional<String> in(Path root) throws IOException {
    try {
      return Optional.of(Files.readString(file(root)).strip());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** The id in {@code root}, which is made if need be; {@code fresh} when it had none. */
  public static String of(Path root, String fresh) throws IOException {
    Durable.directories(root);
    var mark = file(root);
    if (!Files.exists(mark)) {
      write(root, mark, fresh);
    }
    return Files.readString(mark).strip();
  }

  /** Whole or not at all, and never over another's: a link is made only where nothing is yet. */
  private static void write(Path root, Path mark, String id) throws IOException {
    var beside = root.resolve("." + UUID.randomUUID());
    try {
      Files.createFile(beside, Rights.ownFile(beside));
      Files.writeString(beside, id + "\n");
      Rights.below(root).shareFile(beside);
      link(beside, mark);
      Durable.sync(root);
    } catch (FileAlreadyExistsException e) {
      // somebody was faster; his stands
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  private static void link(Path beside, Path mark) throws IOException {
    try {
      Files.createLink(mark, beside);
    } catch (UnsupportedOperationException e) {
      Files.move(beside, mark, StandardCopyOption.ATOMIC_MOVE);
    }
  }
}
