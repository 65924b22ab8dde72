package dev.kinoloom.api;

import dev.kinoloom.artifact.ArtifactShelf;
import dev.kinoloom.http.Problem;
import dev.kinoloom.store.StorageStore;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much a key may still store. What its files take is counted where they lie, and remembered for
 * a moment: whoever is let in costs no question, whoever would be refused is refused by a count of
 * now. Safe to use from any thread.
 */
public final class Allowance {
  private static final Logger log = LoggerFactory.getLogger(Allowance.class);

  /** So long a count is one of now, on all nodes. */
  private static final Duration FRESH = Duration.ofSeconds(5);

  /** So long it lets in where there is a limit, while the next is made. */
  private static final Duration USABLE = Duration.ofMinutes(1);

  /** A key with very many files is not counted all the time. */
  private static final int SHARE_OF_COUNTING = 10;

  private static final int MOST_KEYS = 10_000;

  /**
   * Of a key.
   *
   * @param limit bytes that its files may take; null = any
   * @param used bytes that they take
   * @param files how many; 0 where nobody asked for them to be counted
   */
  public record Standing(@Nullable Long limit, long used, long files) {}

  private static final class Account {
    private final Standing read;
    private final long at;
    private final long freshFor;
    private long added;

    private Account(Standing read, long at, long freshFor) {
      this.read = read;
      this.at = at;
      this.freshFor = freshFor;
    }

    private boolean hasRoom(long underWay, long bytes) {
      var limit = read.limit();
      long used = read.used() + added + underWay;
      return limit == null || (bytes == 0 ? used < limit : used + bytes <= limit);
    }

    private boolean isUsable(long age) {
      return age < (read.limit() == null ? freshFor : Math.max(freshFor, USABLE.toNanos()));
    }
  }

  private final StorageStore store;
  private final ArtifactShelf shelf;
  private final LongSupplier nanos;
  private final Map<Integer, Future<Account>> asked = new HashMap<>();

  /** Bytes that are being stored. */
  private final Map<Integer, Long> underWay = new HashMap<>();

  private final Map<Integer, Account> accounts =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Account> eldest) {
          return size() > MOST_KEYS;
        }
      };

  /** {@code nanos} is a monotonic clock. */
  public Allowance(StorageStore store, ArtifactShelf shelf, LongSupplier nanos) {
    this.store = store;
    this.shelf = shelf;
    this.nanos = nanos;
  }

  /** Fails with a problem when {@code bytes} more are too many; 0 = the limit is reached. */
  public Future<Void> require(int key, long bytes) {
    return take(key, bytes).onSuccess(none -> giveBack(key, bytes));
  }

  /** The same of a job; one that was accepted before is let through to hear so. */
  public Future<Void> requireForJob(int key, @Nullable String idempotencyKey) {
    var room = require(key, 0);
    return idempotencyKey == null
        ? room
        : room.recover(
            full ->
                store
                    .isKnown(key, idempotencyKey)
                    .compose(
                        known ->
                            known
                                ? Future.<Void>succeededFuture()
                                : Future.<Void>failedFuture(full)));
  }

  /**
   * From now on {@code bytes} more count as stored; each call that succeeds is followed by one of
   * {@link #kept} or {@link #giveBack}.
   */
  public Future<Void> take(int key, long bytes) {
    if (takeRemembered(key, bytes)) {
      return Future.succeededFuture();
    }
    return read(key)
        .compose(
            account ->
                take(key, account, bytes)
                    ? Future.succeededFuture()
                    : Future.failedFuture(full(account.read, bytes)));
  }

  /** They were not stored. */
  public synchronized void giveBack(int key, long bytes) {
    underWay.computeIfPresent(key, (same, all) -> all == bytes ? null : all - bytes);
  }

  /** They were stored; done when other nodes can know. */
  public Future<Void> kept(int key, long bytes) {
    synchronized (this) {
      giveBack(key, bytes);
      var account = accounts.get(key);
      if (account != null) {
        account.added += bytes;
      }
    }
    return store.added(key, bytes);
  }

  /** As of now, give or take a few seconds; files are counted whether there is a limit or not. */
  public Future<Standing> standing(int key) {
    return store
        .account(key)
        .compose(found -> counted(key, found, found.map(StorageStore.Account::limit).orElse(null)));
  }

  private Future<Standing> counted(
      int key, Optional<StorageStore.Account> found, @Nullable Long limit) {
    return found
        .map(StorageStore.Account::count)
        .filter(count -> count.age().compareTo(FRESH) < 0)
        .map(count -> Future.succeededFuture(new Standing(limit, count.bytes(), count.files())))
        .orElseGet(() -> count(key, limit).recover(cause -> before(key, found, limit, cause)));
  }

  /** Files of the key went: they are counted anew. */
  public Future<Void> freed(int key) {
    synchronized (this) {
      accounts.remove(key);
      asked.remove(key);
    }
    return count(key, null).onSuccess(counted -> forget(key)).mapEmpty();
  }

  private synchronized void forget(int key) {
    accounts.remove(key);
    asked.remove(key);
  }

  private boolean takeRemembered(int key, long bytes) {
    boolean old;
    synchronized (this) {
      var account = accounts.get(key);
      if (account == null) {
        return false;
      }
      long age = nanos.getAsLong() - account.at;
      if (!account.isUsable(age) || !take(key, account, bytes)) {
        return false;
      }
      old = age >= account.freshFor;
    }
    if (old) {
      read(key);
    }
    return true;
  }

  private synchronized boolean take(int key, Account account, long bytes) {
    boolean hasRoom = account.hasRoom(underWay.getOrDefault(key, 0L), bytes);
    if (hasRoom && bytes > 0) {
      underWay.merge(key, bytes, Long::sum);
    }
    return hasRoom;
  }

  /** One question a key at a time. */
  private Future<Account> read(int key) {
    synchronized (this) {
      var same = asked.get(key);
      if (same != null) {
        return same;
      }
    }
    var answer = readNow(key);
    synchronized (this) {
      if (!answer.isComplete()) {
        asked.put(key, answer);
      }
    }
    return answer
        .onSuccess(account -> remember(key, account))
        .onComplete(
            done -> {
              synchronized (this) {
                asked.remove(key, answer);
              }
            });
  }

  private synchronized void remember(int key, Account account) {
    accounts.put(key, account);
  }

  private Future<Account> readNow(int key) {
    long begin = nanos.getAsLong();
    return store
        .account(key)
        .compose(
            found -> {
              var limit = found.map(StorageStore.Account::limit).orElse(null);
              return limit == null
                  ? Future.succeededFuture(new Standing(null, 0, 0))
                  : counted(key, found, limit);
            })
        .map(
            standing -> {
              long end = nanos.getAsLong();
              long freshFor = Math.max(FRESH.toNanos(), SHARE_OF_COUNTING * (end - begin));
              return new Account(standing, end, freshFor);
            });
  }

  /** Who cannot be counted now is not refused for that. */
  private static Future<Standing> before(
      int key, Optional<StorageStore.Account> found, @Nullable Long limit, Throwable cause) {
    log.warn("files are not counted, next=go by the last count key={}", key, cause);
    return Future.succeededFuture(
        found
            .map(StorageStore.Account::count)
            .map(count -> new Standing(limit, count.bytes(), count.files()))
            .orElseGet(() -> new Standing(limit, 0, 0)));
  }

  /** Where they lie; other nodes need not count again for a while. */
  private Future<Standing> count(int key, @Nullable Long limit) {
    return shelf
        .stock(key, Instant.EPOCH, 0)
        .compose(
            stock ->
                store
                    .counted(key, stock.bytes(), stock.files())
                    .map(new Standing(limit, stock.bytes(), stock.files())));
  }

  private static RuntimeException full(Standing standing, long bytes) {
    long limit = Objects.requireNonNullElse(standing.limit(), 0L);
    var more = bytes == 0 ? "" : String.format(Locale.ROOT, ", and %,d more are too many", bytes);
    return Problem.of(
            409,
            "storage-limit",
            "The key's files take as much as they may",
            "they take %,d of at most %,d bytes%s; delete files of ended jobs (DELETE /api/videos/{id}/files) or own media (DELETE /api/media/{sha256})"
                .formatted(standing.used(), limit, more))
        .with(Map.of("usedBytes", standing.used(), "limitBytes", limit))
        .rejection();
  }
}
