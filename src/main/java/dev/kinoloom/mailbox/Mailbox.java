package dev.kinoloom.mailbox;

import dev.kinoloom.domain.Report;
import dev.kinoloom.pipeline.Hints;
import dev.kinoloom.pipeline.Results;
import dev.kinoloom.pipeline.Settling;
import dev.kinoloom.store.JobStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers what must be decided and has it settled, one batch after another; what comes meanwhile
 * goes into the next. Lives on one event loop: {@link #wake} and the answers of its futures must
 * run there.
 */
public final class Mailbox implements Results {
  private static final Logger log = LoggerFactory.getLogger(Mailbox.class);
  private static final int MOST = 200;

  /** What lies there for so long is anybody's. */
  private static final Duration LEFT = Duration.ofSeconds(2);

  private record Letter(Report report, Promise<Answer> taken) {}

  private record Task(long job, int no) {}

  private final JobStore jobs;
  private final Settling settling;
  private final Hints hints;
  private final Set<Integer> lanesOfFirstTasks;
  private final Supplier<Share> share;
  private final Queue<Letter> waiting = new ArrayDeque<>();
  private boolean busy;
  private boolean admissible = true;
  private boolean lookForLetters = true;
  private boolean lookAfterOthers = true;

  /** One that looks after every key. */
  public Mailbox(JobStore jobs, Settling settling, Hints hints, int firstLane) {
    this(jobs, settling, hints, firstLane, () -> Share.EVERYTHING);
  }

  /** {@code share}: what it looks after first, now. */
  public Mailbox(
      JobStore jobs, Settling settling, Hints hints, int firstLane, Supplier<Share> share) {
    this.share = share;
    this.jobs = jobs;
    this.settling = settling;
    this.hints = hints;
    this.lanesOfFirstTasks = Set.of(firstLane);
  }

  @Override
  public Future<Answer> report(Report report) {
    Promise<Answer> taken = Promise.promise();
    waiting.add(new Letter(report, taken));
    turn();
    return taken.future();
  }

  /** A key may start a job, or letters may lie about: look now. */
  public void wake() {
    admissible = true;
    lookForLetters = true;
    turn();
  }

  /** The same, if one of these slots is looked after here. */
  public void wake(Collection<Integer> slots) {
    if (share.get().hasAny(slots)) {
      wake();
    }
  }

  /** Time has passed: look, and look after what others have left lying, too. */
  public void pulse() {
    lookAfterOthers = true;
    wake();
  }

  private void turn() {
    if (busy || (waiting.isEmpty() && !admissible && !lookForLetters && !lookAfterOthers)) {
      return;
    }
    busy = true;
    Future.<Void>succeededFuture()
        .compose(none -> settleWaiting())
        .compose(none -> readLetters())
        .compose(none -> admit())
        .compose(none -> admitForOthers())
        .onComplete(
            done -> {
              busy = false;
              if (done.failed()) {
                log.warn(
                    "mailbox goes on at its next look cause={}",
                    String.valueOf(done.cause().getMessage()));
              } else {
                turn();
              }
            });
  }

  private Future<Void> settleWaiting() {
    var batch = nextBatch();
    if (batch.isEmpty()) {
      return Future.succeededFuture();
    }
    return Future.succeededFuture(batch.stream().map(Letter::report).toList())
        .compose(reports -> settling.settle(reports, Set.of()))
        .onFailure(e -> batch.forEach(letter -> letter.taken().fail(e)))
        .map(
            settled -> {
              admissible |= settled.ended();
              batch.forEach(letter -> letter.taken().complete(settled.answer(letter.report())));
              return null;
            });
  }

  /** In order; a second report of the same task waits, so that an answer tells which was taken. */
  private List<Letter> nextBatch() {
    var batch = new ArrayList<Letter>();
    var tasks = new HashSet<Task>();
    while (batch.size() < MOST && !waiting.isEmpty()) {
      var report = waiting.element().report();
      if (!tasks.add(new Task(report.job(), report.no()))) {
        break;
      }
      batch.add(waiting.remove());
    }
    return batch;
  }

  private Future<Void> readLetters() {
    if (!lookForLetters) {
      return Future.succeededFuture();
    }
    lookForLetters = false;
    var mine = share.get();
    return jobs.letters(mine.everything() ? Duration.ZERO : LEFT, mine.slots(), MOST)
        .compose(
            ids -> {
              if (ids.isEmpty()) {
                return Future.succeededFuture();
              }
              lookForLetters = ids.size() == MOST;
              return settling
                  .settle(List.of(), new HashSet<>(ids))
                  .onSuccess(settled -> admissible |= settled.ended())
                  .mapEmpty();
            });
  }

  private Future<Void> admit() {
    if (!admissible) {
      return Future.succeededFuture();
    }
    admissible = false;
    var mine = share.get();
    return mine.everything() ? admit(Set.of()) : admitOf(mine.slots());
  }

  private Future<Void> admitForOthers() {
    if (!lookAfterOthers) {
      return Future.succeededFuture();
    }
    lookAfterOthers = false;
    return share.get().everything()
        ? Future.succeededFuture()
        : jobs.leftWaiting(LEFT, MOST).compose(this::admitOf);
  }

  /** No slots are nobody's keys, not everybody's. */
  private Future<Void> admitOf(Set<Integer> slots) {
    return slots.isEmpty() ? Future.succeededFuture() : admit(slots);
  }

  private Future<Void> admit(Set<Integer> slots) {
    return jobs.admit(MOST, slots)
        .map(
            started -> {
              if (started > 0) {
                admissible = true;
                lookForLetters = true;
                hints.work(lanesOfFirstTasks);
              }
              return null;
            });
  }
}
