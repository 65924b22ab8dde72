package dev.kinoloom.artifact;

import dev.kinoloom.domain.ArtifactRef;
import io.vertx.core.Future;
import java.nio.file.Path;

/** Keeps files of a key. Keys don't see each other's. */
public interface ArtifactStore {
  /**
   * Keeps a copy of {@code file}; durable when the future succeeds. The same bytes give the same
   * reference. Fails with RESOURCES when the disk is full.
   */
  Future<ArtifactRef> keep(int key, Path file, String mediaType);

  /**
   * A local file to read from, for the caller to close; fails with VALIDATION when the key has no
   * such file, with RESOURCES when there is no room for it here.
   */
  Future<LocalFile> open(int key, ArtifactRef file);

  /** Whether the key has this file, whole; brings nothing here. */
  Future<Boolean> has(int key, ArtifactRef file);

  /** Holds on to nothing any more; whoever still asks is failed. */
  default Future<Void> close() {
    return Future.succeededFuture();
  }
}
