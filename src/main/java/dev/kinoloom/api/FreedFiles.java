package dev.kinoloom.api;

import dev.kinoloom.artifact.ArtifactShelf;
import dev.kinoloom.domain.JobSummary;
import dev.kinoloom.http.Problem;
import dev.kinoloom.store.RetentionStore;
import dev.kinoloom.store.StorageStore;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;

/**
 * Lets go of files that their holder wants to be rid of, unless a job still needs them. What was
 * found again by its inputs is made anew where its files are gone.
 */
public final class FreedFiles {
  private final StorageStore storage;
  private final RetentionStore retention;
  private final ArtifactShelf shelf;
  private final Allowance allowance;
  private final InstantSource clock;

  /** {@code clock}: the one by which files are dated. */
  public FreedFiles(
      StorageStore storage,
      RetentionStore retention,
      ArtifactShelf shelf,
      Allowance allowance,
      InstantSource clock) {
    this.storage = storage;
    this.retention = retention;
    this.shelf = shelf;
    this.allowance = allowance;
    this.clock = clock;
  }

  /** A file of the key, by its SHA-256 (hex); answers whether it was there. */
  Future<Boolean> file(int key, String sha256) {
    return storage
        .namedByOpenJobs(key, Set.of(sha256))
        .compose(
            named ->
                named.isEmpty()
                    ? discard(key, Set.of(sha256))
                    : Future.failedFuture(
                        Problem.of(
                                409,
                                "in-use",
                                "The file is still needed",
                                "a job that has not ended needs it; cancel that, or wait for its end")
                            .rejection()))
        .map(gone -> gone > 0);
  }

  /** What an ended job made and no other job of the key has; its wish and its own media stay. */
  Future<Void> ofJob(JobSummary job) {
    if (!job.state().isFinal()) {
      return Future.failedFuture(
          Problem.of(
                  409,
                  "not-ended",
                  "The job has not ended",
                  "its files go when it has ended; cancel it, or wait")
              .rejection());
    }
    return storage
        .madeBy(job.job())
        .compose(made -> unnamed(job, new HashSet<>(made), ""))
        .compose(free -> discard(job.key(), free))
        .mapEmpty();
  }

  private Future<Set<String>> unnamed(JobSummary job, Set<String> left, String from) {
    if (left.isEmpty()) {
      return Future.succeededFuture(left);
    }
    return retention
        .namedByOthers(job.key(), left, from, job.job())
        .compose(
            page -> {
              left.removeAll(page.hashes());
              var next = page.next();
              return next == null ? Future.succeededFuture(left) : unnamed(job, left, next);
            });
  }

  private Future<Integer> discard(int key, Set<String> hashes) {
    return shelf
        .discard(key, hashes, clock.instant())
        .compose(gone -> gone == 0 ? Future.succeededFuture(0) : allowance.freed(key).map(gone));
  }
}
