package dev.kinoloom.artifact;

import dev.kinoloom.domain.ArtifactRef;
import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Artifacts in a directory, local or shared by all nodes: {@code <root>/<key>/<2 hex>/<64 hex>}. A
 * file appears under its name only whole: it is copied to {@code <root>/incoming} and hashed on the
 * way, synced, renamed, and the directories synced. It is a copy, never a link: whoever goes on
 * writing to his file does not write to ours. Nobody else may read what lies there ({@link
 * Rights}).
 */
public final class SharedDirectory implements ArtifactStore, ArtifactShelf {
  private static final Logger log = LoggerFactory.getLogger(SharedDirectory.class);
  private static final Pattern OURS = Pattern.compile("\\d{1,9}|incoming");

  private final Vertx vertx;
  private final Path root;
  private final Path incoming;
  private final boolean marked;

  public SharedDirectory(Vertx vertx, Path root) {
    this(vertx, root, false);
  }

  /** {@code marked}: nothing is kept while the root does not bear an id ({@link PlaceMark}). */
  public SharedDirectory(Vertx vertx, Path root, boolean marked) {
    this.marked = marked;
    this.vertx = vertx;
    this.root = root;
    this.incoming = root.resolve("incoming");
  }

  @Override
  public Future<ArtifactRef> keep(int key, Path file, String mediaType) {
    return vertx.executeBlocking(() -> keepNow(key, file, mediaType), false);
  }

  @Override
  public Future<LocalFile> open(int key, ArtifactRef file) {
    return has(key, file)
        .map(
            whole -> {
              if (!whole) {
                throw NoArtifact.of(file);
              }
              return LocalFile.lasting(path(key, file.sha256()));
            });
  }

  @Override
  public Future<Boolean> has(int key, ArtifactRef file) {
    return vertx.executeBlocking(() -> isWhole(path(key, file.sha256()), file.bytes()), false);
  }

  /**
   * Removes what a process that was killed left half copied; answers how many files. {@code
   * before}: only what was last written to before; with other nodes about, leave theirs the time to
   * finish. Closes what others may look into.
   */
  public Future<Integer> sweep(Instant before) {
    return vertx.executeBlocking(() -> sweepNow(before), false);
  }

  @Override
  public Future<Stock> stock(int key, Instant before, int most) {
    return vertx.executeBlocking(() -> SweptFiles.under(key(key)).stock(before, most), false);
  }

  @Override
  public Future<Integer> discard(int key, Collection<String> sha256s, Instant before) {
    return vertx.executeBlocking(
        () -> {
          make(incoming, Rights.below(root));
          return SweptFiles.under(key(key)).discard(sha256s, before, incoming);
        },
        false);
  }

  private ArtifactRef keepNow(int key, Path file, String mediaType) throws IOException {
    var beside = incoming.resolve(UUID.randomUUID().toString());
    try {
      requireRoot();
      var rights = Rights.below(root);
      make(incoming, rights);
      var sha256 = Durable.copy(file, beside);
      rights.shareFile(beside);
      long bytes = Files.size(beside);
      var ref = new ArtifactRef(sha256, bytes, mediaType);
      var target = path(key, sha256);
      make(key(key), rights);
      make(shelf(key, sha256), rights);
      // also over the same bytes: what is kept again is young again, and nobody sweeps it away
      Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
      Durable.sync(target.getParent());
      return ref;
    } catch (IOException e) {
      Files.deleteIfExists(beside);
      if (FullDisk.hasRoomFor(file, root)) {
        throw e;
      }
      throw FullDisk.failure("the artifacts", root, e);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  private void requireRoot() throws IOException {
    if (marked && PlaceMark.in(root).isEmpty()) {
      throw new Failed(
          FailureKind.RESOURCES,
          "The place where files are kept cannot be used now.",
          "The directory of artifacts (%s) is not the one that it was at the start; is it still mounted?"
              .formatted(root),
          null);
    }
    Durable.directories(root);
  }

  private static void make(Path directory, Rights rights) throws IOException {
    if (!Files.isDirectory(directory)) {
      Durable.directories(directory);
      rights.shareDirectory(directory);
    }
  }

  /** What an earlier version left open to all users of the machine. */
  private void closeAll() throws IOException {
    if (!Files.isDirectory(root)) {
      return;
    }
    var rights = Rights.below(root);
    try (var all = Files.newDirectoryStream(root)) {
      for (var one : all) {
        if (OURS.matcher(one.getFileName().toString()).matches()
            && Files.isDirectory(one, LinkOption.NOFOLLOW_LINKS)) {
          closeOne(one, rights);
        }
      }
    }
  }

  private static void closeOne(Path directory, Rights rights) {
    try {
      rights.close(directory);
    } catch (IOException e) {
      log.warn(
          "others may look into a directory of artifacts, next=see to it directory={} cause={}",
          directory,
          e.toString());
    }
  }

  private int sweepNow(Instant before) throws IOException {
    closeAll();
    if (!Files.isDirectory(incoming)) {
      return 0;
    }
    int removed = 0;
    try (var left = Files.newDirectoryStream(incoming)) {
      for (var file : left) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
          removed += Files.deleteIfExists(file) ? 1 : 0;
        }
      }
    }
    return removed;
  }

  private static boolean isWhole(Path path, long bytes) throws IOException {
    return Files.isRegularFile(path) && Files.size(path) == bytes;
  }

  /** {@code sha256} is 64 hex digits: ArtifactRef sees to that, so a path can't leave the root. */
  private Path path(int key, String sha256) {
    return shelf(key, sha256).resolve(sha256);
  }

  private Path shelf(int key, String sha256) {
    return key(key).resolve(sha256.substring(0, 2));
  }

  private Path key(int key) {
    return root.resolve(Integer.toString(key));
  }
}
