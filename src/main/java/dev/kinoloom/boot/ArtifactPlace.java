package dev.kinoloom.boot;

import dev.kinoloom.artifact.ArtifactStore;
import dev.kinoloom.artifact.PlaceMark;
import dev.kinoloom.artifact.SharedDirectory;
import dev.kinoloom.config.Settings;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** Where a node keeps finished files: which of the stores, and how the place is known again. */
sealed interface ArtifactPlace {
  static ArtifactPlace of(Settings settings, Home home) {
    var directory = settings.artifacts().directory();
    return new Directory(directory == null ? home.artifacts() : directory);
  }

  /** For people. */
  String where();

  /** The id that the place bears; it is given {@code fresh} if it has none. Blocks. */
  String mark(String fresh) throws IOException;

  /** How somebody gives the place an id by hand. */
  String howToMark(String id);

  /** {@code before}: what was left half kept and last written to before is removed. Blocks. */
  ArtifactStore open(Vertx vertx, Instant before);

  /** In the home, or one that every node mounts. */
  record Directory(Path root) implements ArtifactPlace {
    @Override
    public String where() {
      return root.toString();
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
      var directory = new SharedDirectory(vertx, root);
      Node.await(directory.sweep(before));
      return directory;
    }
  }
}
