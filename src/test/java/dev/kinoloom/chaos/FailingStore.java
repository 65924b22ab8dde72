package dev.kinoloom.chaos;

import dev.kinoloom.artifact.ArtifactShelf;
import dev.kinoloom.artifact.ArtifactStore;
import dev.kinoloom.artifact.LocalFile;
import dev.kinoloom.artifact.SharedDirectory;
import dev.kinoloom.domain.ArtifactRef;
import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import io.vertx.core.Future;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;

/** A directory of artifacts that takes nothing, as a full one, as long as a mark lies there. */
public final class FailingStore implements ArtifactStore, ArtifactShelf {
  private final SharedDirectory store;
  private final Path mark;

  private FailingStore(SharedDirectory store, Path mark) {
    this.store = store;
    this.mark = mark;
  }

  /** {@code home}: of the node that has it. */
  public static FailingStore over(SharedDirectory store, Path home) {
    return new FailingStore(store, mark(home));
  }

  /** While it is there, the store of the node of that home is full. */
  static Path mark(Path home) {
    return home.resolve("no-room");
  }

  @Override
  public Future<ArtifactRef> keep(int key, Path file, String mediaType) {
    return Files.exists(mark)
        ? Future.failedFuture(new Failed(FailureKind.RESOURCES, "The disk is full, says " + mark))
        : store.keep(key, file, mediaType);
  }

  @Override
  public Future<LocalFile> open(int key, ArtifactRef file) {
    return store.open(key, file);
  }

  @Override
  public Future<Boolean> has(int key, ArtifactRef file) {
    return store.has(key, file);
  }

  @Override
  public Future<Stock> stock(int key, Instant before, int most) {
    return store.stock(key, before, most);
  }

  @Override
  public Future<Integer> discard(int key, Collection<String> sha256s, Instant before) {
    return store.discard(key, sha256s, before);
  }
}
