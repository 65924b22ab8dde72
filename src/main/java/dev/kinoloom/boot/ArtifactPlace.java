package dev.kinoloom.boot;

import dev.kinoloom.artifact.ArtifactStore;
import dev.kinoloom.artifact.BucketCheck;
import dev.kinoloom.artifact.PlaceMark;
import dev.kinoloom.artifact.S3Bucket;
import dev.kinoloom.artifact.SharedDirectory;
import dev.kinoloom.config.S3;
import dev.kinoloom.config.Settings;
import dev.kinoloom.domain.Failed;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Where a node keeps finished files: which of the stores, and how the place is known again. */
sealed interface ArtifactPlace {
  static ArtifactPlace of(Settings settings, Home home) {
    var s3 = settings.artifacts().s3();
    if (s3 != null) {
      return new Bucket(s3, home.copies());
    }
    var directory = settings.artifacts().directory();
    return directory == null
        ? new Directory(home.artifacts(), false)
        : new Directory(directory, true);
  }

  /** For people. */
  String where();

  /** What names it in the settings. */
  String setting();

  /** Throws what says why nothing can be kept there, and what to do. Blocks. */
  void requireUsable() throws IOException;

  /** The id that the place bears; empty = none, or the place is not there. Blocks. */
  Optional<String> marked() throws IOException;

  /** The id that the place bears; it is given {@code fresh} if it has none. Blocks. */
  String mark(String fresh) throws IOException;

  /** How somebody gives the place an id by hand. */
  String howToMark(String id);

  /** {@code before}: what was left half kept and last written to before is removed. Blocks. */
  ArtifactStore open(Vertx vertx, Instant before);

  /**
   * In the home, or one that every node mounts.
   *
   * @param named by the settings: perhaps a share that is not mounted, so it is never made in
   *     passing
   */
  record Directory(Path root, boolean named) implements ArtifactPlace {
    @Override
    public String where() {
      return root.toString();
    }

    @Override
    public String setting() {
      return "artifacts.directory to the directory that all nodes mount";
    }

    @Override
    public void requireUsable() throws IOException {
      if (named && !Files.isDirectory(root)) {
        throw new IOException("it is not there: mount it, or make it if it is new");
      }
      Files.createDirectories(root);
      Files.delete(Files.createTempFile(root, ".", ".tmp"));
    }

    @Override
    public Optional<String> marked() throws IOException {
      return PlaceMark.in(root);
    }

    @Override
    public String mark(String fresh) throws IOException {
      return PlaceMark.of(root, fresh);
    }

    @Override
    public String howToMark(String id) {
      return "write %s into %s".formatted(id, PlaceMark.file(root));
    }

    @Override
    public ArtifactStore open(Vertx vertx, Instant before) {
      var directory = new SharedDirectory(vertx, root, named);
      Node.await(directory.sweep(before));
      return directory;
    }
  }

  /** In a bucket; what is read is copied into {@code copies}. */
  record Bucket(S3 settings, Path copies) implements ArtifactPlace {
    @Override
    public String where() {
      return settings.where();
    }

    @Override
    public String setting() {
      return "artifacts.s3 to the bucket and prefix of all nodes";
    }

    @Override
    public void requireUsable() {
      try (var check = new BucketCheck(settings)) {
        check.requireUsable();
      }
    }

    @Override
    public Optional<String> marked() {
      try (var check = new BucketCheck(settings)) {
        return check.marked();
      }
    }

    @Override
    public String mark(String fresh) {
      try (var check = new BucketCheck(settings)) {
        return check.mark(fresh);
      }
    }

    @Override
    public String howToMark(String id) {
      return "write %s into its object %s".formatted(id, BucketCheck.markOf(settings));
    }

    @Override
    public ArtifactStore open(Vertx vertx, Instant before) {
      try {
        requireUsable();
        var bucket = S3Bucket.open(vertx, settings, copies, InstantSource.system());
        Node.await(bucket.sweep(before));
        return bucket;
      } catch (Failed e) {
        throw new CannotStart(e.failure().forOperators(), e);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
