package dev.kinoloom.membership;

import dev.kinoloom.artifact.ArtifactShelf;
import dev.kinoloom.store.RetentionStore;
import dev.kinoloom.store.RetentionStore.Named;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets go of files of one key that nobody names: looks through all that may name them, page by
 * page, and at last once more through the newest jobs. A file of one's own that lay unused for all
 * that time, and is asked for in the very moment in which it goes, is missed by that job, which
 * says so.
 */
final class FileSweep {
  private static final Logger log = LoggerFactory.getLogger(FileSweep.class);

  private enum Reading {
    JOBS,
    CHECKPOINTS,
    NEWEST_JOBS,
    DONE
  }

  private final RetentionStore store;
  private final ArtifactShelf shelf;
  private final int key;
  private final Instant before;
  private final Set<String> unnamed;
  private Reading reading = Reading.JOBS;
  private String from = "";
  private String lastJobs = "";
  private int gone;

  /** {@code old}: SHA-256s of files last written before {@code before}. */
  FileSweep(RetentionStore store, ArtifactShelf shelf, int key, Instant before, Set<String> old) {
    this.store = store;
    this.shelf = shelf;
    this.key = key;
    this.before = before;
    this.unnamed = new HashSet<>(old);
  }

  /** Whose files they are. */
  int key() {
    return key;
  }

  /** How many files went. */
  int gone() {
    return gone;
  }

  /** One page; answers whether that was all. */
  Future<Boolean> step() {
    if (unnamed.isEmpty()) {
      return Future.succeededFuture(true);
    }
    return switch (reading) {
      case JOBS, NEWEST_JOBS -> store.namedByJobs(key, unnamed, from).map(this::read);
      case CHECKPOINTS -> store.namedByCheckpoints(key, unnamed, from).map(this::read);
      case DONE -> discard();
    };
  }

  private boolean read(Named page) {
    unnamed.removeAll(page.hashes());
    if (reading == Reading.JOBS) {
      lastJobs = from;
    }
    if (page.next() != null) {
      from = page.next();
    } else {
      reading = Reading.values()[reading.ordinal() + 1];
      from = reading == Reading.NEWEST_JOBS ? lastJobs : "";
    }
    return false;
  }

  private Future<Boolean> discard() {
    return shelf
        .discard(key, unnamed, before)
        .map(
            discarded -> {
              gone = discarded;
              if (gone > 0) {
                log.info("files that nobody names are gone key={} count={}", key, gone);
              }
              return true;
            });
  }
}
