package dev.kinoloom.worker;

import dev.kinoloom.artifact.ArtifactStore;
import dev.kinoloom.codec.TaskResults;
import dev.kinoloom.domain.Fingerprint;
import io.vertx.core.Future;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was done before for the same key from the same inputs, and is still whole. */
record Checkpoints(Together<Fingerprint, String> results, ArtifactStore artifacts) {
  private static final Logger log = LoggerFactory.getLogger(Checkpoints.class);

  /**
   * The value (JSON) that a task with the same hash handed over; empty when there is none, when one
   * of its files is gone, or when it cannot be read: then the work is done again.
   */
  Future<Optional<String>> find(int key, String hash) {
    return results
        .get(new Fingerprint(key, hash))
        .compose(
            result ->
                result.isEmpty()
                    ? Future.succeededFuture(result)
                    : whole(key, result.get()).recover(cause -> unusable(hash, cause)));
  }

  private Future<Optional<String>> whole(int key, String result) {
    return Future.succeededFuture(result)
        .map(TaskResults::value)
        .compose(
            value -> {
              var files =
                  value.stream()
                      .flatMap(json -> TaskResults.artifacts(json).stream())
                      .map(file -> artifacts.has(key, file))
                      .toList();
              return Future.join(files)
                  .map(all -> files.stream().allMatch(Future::result) ? value : Optional.empty());
            });
  }

  private static Future<Optional<String>> unusable(String hash, Throwable cause) {
    log.info("checkpoint is not used, next=do again hash={} cause={}", hash, cause.toString());
    return Future.succeededFuture(Optional.empty());
  }
}
