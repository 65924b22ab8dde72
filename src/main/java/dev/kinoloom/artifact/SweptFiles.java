package dev.kinoloom.artifact;

import dev.kinoloom.artifact.ArtifactShelf.Stock;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The files of one key, to be counted and swept. Blocks.
 *
 * @param directory {@code <2 hex>/<64 hex>} lie below it
 */
record SweptFiles(Path directory) {
  private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}");

  static SweptFiles under(Path directory) {
    return new SweptFiles(directory);
  }

  Stock stock(Instant before, int most) throws IOException {
    if (!Files.isDirectory(directory)) {
      return new Stock(0, 0, Set.of());
    }
    var count = new StockCount(most);
    Files.walkFileTree(directory, new Counting(before, count));
    return count.stock();
  }

  private static final class Counting extends SimpleFileVisitor<Path> {
    private final Instant before;
    private final StockCount count;

    private Counting(Instant before, StockCount count) {
      this.before = before;
      this.count = count;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      var name = String.valueOf(file.getFileName());
      if (attributes.isRegularFile() && NAME.matcher(name).matches()) {
        boolean isOld = attributes.lastModifiedTime().toInstant().isBefore(before);
        count.add(name, attributes.size(), isOld);
      }
      return FileVisitResult.CONTINUE;
    }

    /** It went while we looked. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (e instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }
  }

  /**
   * Each file is put aside before it is looked at once more: whoever keeps the same bytes meanwhile
   * puts his own copy in its place, or has his put back.
   */
  int discard(Collection<String> sha256s, Instant before, Path aside) throws IOException {
    int gone = 0;
    for (var sha256 : sha256s) {
      var file = directory.resolve(sha256.substring(0, 2)).resolve(sha256);
      var taken = aside.resolve(UUID.randomUUID().toString());
      try {
        Files.move(file, taken, StandardCopyOption.ATOMIC_MOVE);
      } catch (NoSuchFileException e) {
        continue; // somebody else was faster
      }
      if (Files.getLastModifiedTime(taken).toInstant().isBefore(before)) {
        Files.delete(taken);
        gone++;
      } else {
        Files.move(taken, file, StandardCopyOption.ATOMIC_MOVE);
      }
    }
    return gone;
  }
}
