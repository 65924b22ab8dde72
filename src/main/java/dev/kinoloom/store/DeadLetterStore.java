package dev.kinoloom.store;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Failed jobs about which nobody has decided yet: replay them, or discard them. */
public interface DeadLetterStore {
  /**
   * An open dead letter.
   *
   * @param job id
   * @param key whose
   * @param keyName for people
   * @param payload the brief as JSON
   * @param createdAt when it was accepted
   * @param failedAt when it failed
   * @param data of the fact that says why, a JSON object; null = it said nothing
   * @param unresolved paid calls of which it is not known whether they were made: while there are
   *     any it cannot be replayed
   * @param blocks its key's line stands still for it
   */
  record DeadLetter(
      long job,
      int key,
      String keyName,
      String payload,
      Instant createdAt,
      Instant failedAt,
      @Nullable String data,
      int unresolved,
      boolean blocks) {}

  /** The newest first. {@code key} 0 = everybody's; {@code before} 0 = from the newest. */
  Future<List<DeadLetter>> list(int key, long before, int most);
}
