package dev.kinoloom.artifact;

import dev.kinoloom.domain.ArtifactRef;
import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Artifacts in a directory, local or shared by all nodes: {@code <root>/<key>/<2 hex>/<64 hex>}. A
 * file appears under its name only whole: it is linked or copied to a temporary name beside it,
 * synced, renamed, and the directory synced.
 */
public final class SharedDirectory implements ArtifactStore {
  private static final int BUFFER = 1 << 16;

  private final Vertx vertx;
  private final Path root;

  public SharedDirectory(Vertx vertx, Path root) {
    this.vertx = vertx;
    this.root = root;
  }

  @Override
  public Future<ArtifactRef> keep(int key, Path file, String mediaType) {
    return vertx.executeBlocking(() -> keepNow(key, file, mediaType), false);
  }

  @Override
  public Future<Path> open(int key, ArtifactRef file) {
    return vertx.executeBlocking(
        () -> {
          var path = path(key, file.sha256());
          if (!Files.isRegularFile(path) || Files.size(path) != file.bytes()) {
            throw new Failed(
                FailureKind.VALIDATION, "There is no artifact %s.".formatted(file.sha256()));
          }
          return path;
        },
        false);
  }

  private ArtifactRef keepNow(int key, Path file, String mediaType) throws IOException {
    try {
      var sha256 = hash(file);
      var target = path(key, sha256);
      var ref = new ArtifactRef(sha256, Files.size(file), mediaType);
      if (!Files.exists(target)) {
        publish(file, directory(key, sha256), sha256);
      }
      return ref;
    } catch (IOException e) {
      if (root.toFile().getUsableSpace() < (1 << 20)) {
        throw new Failed(
            FailureKind.RESOURCES,
            "The disk that holds the artifacts (%s) is full.".formatted(root),
            e);
      }
      throw e;
    }
  }

  private static void publish(Path file, Path directory, String name) throws IOException {
    Files.createDirectories(directory);
    var beside = directory.resolve("." + UUID.randomUUID());
    try {
      linkOrCopy(file, beside);
      sync(beside, StandardOpenOption.WRITE);
      Files.move(beside, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
      sync(directory, StandardOpenOption.READ);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  private static void linkOrCopy(Path file, Path beside) throws IOException {
    try {
      Files.createLink(beside, file.toRealPath());
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (IOException
        | UnsupportedOperationException e) { // another file system, or one without links
      Files.copy(file, beside);
    }
  }

  private static void sync(Path path, StandardOpenOption how) throws IOException {
    try (var channel = FileChannel.open(path, how)) {
      channel.force(true);
    }
  }

  private static String hash(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      var digest = MessageDigest.getInstance("SHA-256");
      var buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** {@code sha256} is 64 hex digits: ArtifactRef sees to that, so a path can't leave the root. */
  private Path path(int key, String sha256) {
    return directory(key, sha256).resolve(sha256);
  }

  private Path directory(int key, String sha256) {
    return root.resolve(Integer.toString(key)).resolve(sha256.substring(0, 2));
  }
}
