package dev.kinoloom.api;

import dev.kinoloom.http.Problem;
import dev.kinoloom.http.Rejection;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Uploads under way, of all and of each key. Safe to use from any thread. */
final class UploadPlaces {
  private static final Duration RETRY = Duration.ofSeconds(5);

  private final int most;
  private final int mostOfOneKey;
  private final Map<Integer, Integer> taken = new HashMap<>();
  private int now;

  UploadPlaces(int most, int mostOfOneKey) {
    this.most = most;
    this.mostOfOneKey = mostOfOneKey;
  }

  /** Throws a {@link Rejection} when there is none left; every other one must be left again. */
  synchronized void take(int key) {
    int its = taken.getOrDefault(key, 0);
    if (its >= mostOfOneKey) {
      throw Problem.of(
              429,
              "too-many-uploads",
              "The key sends too many files at once",
              "%d files of this key are being sent, as many as it may at once"
                  .formatted(mostOfOneKey))
          .rejection()
          .retryAfter(RETRY);
    }
    if (now >= most) {
      throw Problem.of(
              503,
              "unavailable",
              "The service cannot answer now",
              "as many files are being sent as can be taken at once")
          .rejection()
          .retryAfter(RETRY);
    }
    now++;
    taken.put(key, its + 1);
  }

  synchronized void leave(int key) {
    now--;
    taken.computeIfPresent(key, (k, its) -> its > 1 ? its - 1 : null);
  }
}
