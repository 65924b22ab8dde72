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

  /** A local path to read it from; fails with VALIDATION when the key has no such file. */
  Future<Path> open(int key, ArtifactRef file);
}
