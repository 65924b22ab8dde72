package dev.kinoloom.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.artifact.ArtifactShelf;
import dev.kinoloom.http.Rejection;
import dev.kinoloom.store.StorageStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AllowanceTest {
  private static final int KEY = 7;

  private final Files files = new Files();
  private final Book book = new Book();
  private final Allowance allowance = new Allowance(book, files, () -> book.nanos);

  /** What lies on the shelf; a count may be held up, or fail. */
  private static final class Files implements ArtifactShelf {
    private final Deque<Promise<Stock>> held = new ArrayDeque<>();
    private long bytes;
    private int counts;
    private boolean holding;
    private boolean broken;

    @Override
    public Future<Stock> stock(int key, Instant before, int most) {
      counts++;
      if (broken) {
        return Future.failedFuture("the bucket is away");
      }
      if (holding) {
        held.add(Promise.promise());
        return held.getLast().future();
      }
      return Future.succeededFuture(new Stock(bytes, 1, Set.of()));
    }

    @Override
    public Future<Integer> discard(int key, Collection<String> sha256s, Instant before) {
      throw new AssertionError("discard");
    }
  }

  /** The database's part. */
  private static final class Book implements StorageStore {
    private @Nullable Long limit = 100L;
    private @Nullable Count count;
    private long countedNanos;
    private long nanos = 1;
    private int questions;

    private void pass(Duration time) {
      nanos += time.toNanos();
    }

    @Override
    public Future<Optional<Account>> account(int key) {
      questions++;
      var age = Duration.ofNanos(nanos - countedNanos);
      return Future.succeededFuture(
          Optional.of(
              new Account(
                  limit, count == null ? null : new Count(count.bytes(), count.files(), age))));
    }

    @Override
    public Future<Void> counted(int key, long bytes, long files) {
      count = new Count(bytes, files, Duration.ZERO);
      countedNanos = nanos;
      return Future.succeededFuture();
    }

    @Override
    public Future<Void> added(int key, long bytes) {
      if (count != null) {
        count = new Count(count.bytes() + bytes, count.files() + 1, Duration.ZERO);
      }
      return Future.succeededFuture();
    }

    @Override
    public Future<Boolean> isKnown(int key, String idempotencyKey) {
      return Future.succeededFuture(idempotencyKey.equals("known"));
    }

    @Override
    public Future<Set<String>> namedByOpenJobs(int key, Collection<String> hashes) {
      throw new AssertionError("namedByOpenJobs");
    }

    @Override
    public Future<Set<String>> madeBy(long job) {
      throw new AssertionError("madeBy");
    }
  }

  private static void isRefused(Future<Void> answer) {
    assertThat(answer.cause())
        .isInstanceOfSatisfying(
            Rejection.class,
            rejection -> assertThat(rejection.problem().slug()).isEqualTo("storage-limit"));
  }

  private static void isLetIn(Future<Void> answer) {
    assertThat(answer.succeeded()).as(String.valueOf(answer)).isTrue();
  }

  @Test
  void who_is_let_in_asks_nothing() {
    for (int i = 0; i < 1_000; i++) {
      isLetIn(allowance.requireForJob(KEY, null));
    }

    assertThat(book.questions).isOne();
    assertThat(files.counts).isOne();
  }

  @Test
  void a_key_without_a_limit_is_asked_about_every_five_seconds_and_never_counted() {
    book.limit = null;
    isLetIn(allowance.take(KEY, Long.MAX_VALUE / 2));
    allowance.giveBack(KEY, Long.MAX_VALUE / 2);
    book.limit = 1L;
    isLetIn(allowance.require(KEY, 50));
    assertThat(files.counts).isZero();

    book.pass(Duration.ofSeconds(5));
    isRefused(allowance.require(KEY, 50));
  }

  @Test
  void what_is_being_stored_at_the_same_time_shares_the_room() {
    isLetIn(allowance.take(KEY, 60));
    isRefused(allowance.take(KEY, 60));
    isLetIn(allowance.take(KEY, 40));
    isRefused(allowance.requireForJob(KEY, null));

    allowance.giveBack(KEY, 60);
    isLetIn(allowance.take(KEY, 60));
  }

  @Test
  void what_was_stored_stays_counted_when_it_is_read_again() {
    isLetIn(allowance.take(KEY, 60));
    isLetIn(allowance.kept(KEY, 60));
    isRefused(allowance.take(KEY, 60));
    assertThat(files.counts).as("the first, which is of now").isOne();

    files.bytes = 30;
    book.pass(Duration.ofSeconds(5));
    isLetIn(allowance.take(KEY, 60));
    assertThat(files.counts).as("counts").isEqualTo(2);
  }

  @Test
  void an_old_count_lets_in_while_a_new_one_is_made_but_refuses_nobody() {
    isLetIn(allowance.require(KEY, 50));
    book.pass(Duration.ofSeconds(10));
    files.holding = true;

    isLetIn(allowance.require(KEY, 50));
    isLetIn(allowance.require(KEY, 50));
    assertThat(files.held).as("counts under way").hasSize(1);
    var waiting = allowance.require(KEY, 101);
    assertThat(waiting.isComplete()).as("refused by an old count").isFalse();

    files.held.remove().complete(new ArtifactShelf.Stock(90, 1, Set.of()));
    isRefused(waiting);
    isRefused(allowance.require(KEY, 50));
    isLetIn(allowance.require(KEY, 10));
  }

  @Test
  void a_count_of_more_than_a_minute_ago_lets_nobody_in() {
    isLetIn(allowance.require(KEY, 50));
    book.pass(Duration.ofMinutes(1));
    files.bytes = 90;

    isRefused(allowance.require(KEY, 50));
  }

  @Test
  void files_that_cannot_be_counted_go_by_the_last_count() {
    files.bytes = 90;
    isRefused(allowance.require(KEY, 50));
    book.pass(Duration.ofMinutes(1));
    files.broken = true;

    isRefused(allowance.require(KEY, 50));
    isLetIn(allowance.require(KEY, 10));
  }

  @Test
  void a_job_that_was_accepted_before_is_let_through_to_hear_so() {
    files.bytes = 100;

    isRefused(allowance.requireForJob(KEY, null));
    isRefused(allowance.requireForJob(KEY, "new"));
    isLetIn(allowance.requireForJob(KEY, "known"));
  }

  @Test
  void what_was_freed_is_room_at_once() {
    files.bytes = 100;
    isRefused(allowance.require(KEY, 1));

    files.bytes = 0;
    isLetIn(allowance.freed(KEY));

    isLetIn(allowance.require(KEY, 100));
  }
}
