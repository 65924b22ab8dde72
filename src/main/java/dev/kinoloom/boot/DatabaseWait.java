package dev.kinoloom.boot;

import dev.kinoloom.config.Settings;
import dev.kinoloom.store.DatabaseAddress;
import dev.kinoloom.store.Presence;
import dev.kinoloom.store.StoreUnavailable;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node may be started before its database, e.g. by what starts all of a machine at once: it waits
 * for one that is not there yet, and says so, in its log and on its management port. Blocks.
 */
final class DatabaseWait {
  private static final Logger log = LoggerFactory.getLogger(DatabaseWait.class);
  private static final Duration FIRST = Duration.ofMillis(250);
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private DatabaseWait() {}

  /**
   * Returns when the named database lets us in, at once if none is named. Throws {@link
   * StoreUnavailable} when it does not within {@code database.patience}, and at once when waiting
   * does not help.
   */
  static void until(Settings settings) {
    var named = settings.database();
    var url = named.url();
    if (url == null) {
      return;
    }
    var address = DatabaseAddress.parse(url, named.user(), named.password());
    long end = System.nanoTime() + named.patience().toNanos();
    var missed = Presence.missed(address);
    if (missed.isPresent() && named.patience().isZero()) {
      throw missed.get();
    }
    if (missed.isPresent()) {
      wait(address, missed.get(), end, settings.management().at());
    }
  }

  private static void wait(
      DatabaseAddress address, StoreUnavailable why, long end, Settings.Http management) {
    try (var porch = Porch.open(management, "waits for " + where(address))) {
      var pause = FIRST;
      for (var missed = Optional.of(why); missed.isPresent(); missed = Presence.missed(address)) {
        long left = end - System.nanoTime();
        if (left <= 0) {
          throw missed.get();
        }
        log.warn(
            "database is away, next=look again in={}ms, give up in={}s health={} cause={}",
            pause.toMillis(),
            TimeUnit.NANOSECONDS.toSeconds(left),
            porch.isOpen() ? "told" : "not told",
            missed.get().getMessage());
        pause(Math.min(pause.toNanos(), left));
        pause = pause.multipliedBy(2).compareTo(LONGEST) < 0 ? pause.multipliedBy(2) : LONGEST;
      }
    }
    log.info("database is there, next=start with={}", where(address));
  }

  private static String where(DatabaseAddress address) {
    return "the database %s on %s:%d".formatted(address.database(), address.host(), address.port());
  }

  private static void pause(long nanos) {
    try {
      TimeUnit.NANOSECONDS.sleep(nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotStart("The start was broken off.", e);
    }
  }
}
