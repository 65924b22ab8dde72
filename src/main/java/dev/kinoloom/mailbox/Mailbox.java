package dev.kinoloom.mailbox;

import dev.kinoloom.domain.Report;
import dev.kinoloom.pipeline.Hints;
import dev.kinoloom.pipeline.Pull;
import dev.kinoloom.pipeline.Results;
import dev.kinoloom.pipeline.Settling;
import dev.kinoloom.store.JobStore;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after keys: starts their next jobs, has what was reported settled, and what lies there as a
 * letter. Lives on one event loop: {@link #wake} and the answers of its futures must run there.
 */
public final class Mailbox implements Results {
  private static final Logger log = LoggerFactory.getLogger(Mailbox.class);
  private static final int MOST = 200;

  /** What lies there for so long is anybody's. */
  private static final Duration LEFT = Duration.ofSeconds(2);

  private final JobStore jobs;
  private final Settling settling;
  private final Hints hints;
  private final int firstLane;
  private final Pull pull;
  private final IntSupplier node;
  private final Consumer<Runnable> soon;
  private final Supplier<Share> share;
  private final Settlements settlements;
  private boolean busy;
  private boolean admissible = true;
  private boolean looksSoon;
  private boolean lookForLetters = true;
  private boolean lookAfterOthers = true;

  /**
   * {@code firstLane}: where the first task of each job waits; {@code share}: what it looks after
   * first, now; {@code pull}: what first tasks are claimed for, under the name of {@code node}, in
   * the commit that starts their jobs; {@code soon} runs something on this event loop, a moment
   * later.
   */
  public Mailbox(
      JobStore jobs,
      Settling settling,
      Hints hints,
      int firstLane,
      Supplier<Share> share,
      Pull pull,
      IntSupplier node,
      Consumer<Runnable> soon) {
    this.share = share;
    this.jobs = jobs;
    this.settling = settling;
    this.hints = hints;
    this.firstLane = firstLane;
    this.pull = pull;
    this.node = node;
    this.soon = soon;
    this.settlements = new Settlements(settling, MOST, this::settled);
  }

  @Override
  public Future<Answer> report(Report report) {
    return settlements.report(report);
  }

  /** A key may start a job, or letters may lie about: look now. */
  public void wake() {
    admissible = true;
    lookForLetters = true;
    turn();
  }

  /** A key may start a job: look now. */
  public void admit() {
    admissible = true;
    turn();
  }

  /** The same, if one of these slots is looked after here. */
  public void admitOf(Collection<Integer> slots) {
    if (share.get().hasAny(slots)) {
      admit();
    }
  }

  /** Time has passed: look, and look after what others have left lying, too. */
  public void pulse() {
    lookAfterOthers = true;
    wake();
  }

  private void settled(Settling.Settled batch) {
    if (batch.ended()) {
      admit();
    }
  }

  private void turn() {
    if (busy || (!admissible && !lookForLetters && !lookAfterOthers)) {
      return;
    }
    busy = true;
    Future.<Void>succeededFuture()
        .compose(none -> readLetters())
        .compose(none -> startOwn())
        .compose(none -> startForOthers())
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

  private Future<Void> readLetters() {
    if (!lookForLetters) {
      return Future.succeededFuture();
    }
    lookForLetters = false;
    var mine = share.get();
    return jobs.letters(mine.everything() ? Duration.ZERO : LEFT, mine.slots(), MOST)
        .compose(
            found -> {
              var ids = new HashSet<>(found);
              ids.removeIf(settlements::isUnderWay);
              if (ids.isEmpty()) {
                return Future.succeededFuture();
              }
              lookForLetters |= found.size() == MOST;
              return settling
                  .settle(List.of(), ids)
                  .onSuccess(settled -> admissible |= settled.ended())
                  .mapEmpty();
            });
  }

  private Future<Void> startOwn() {
    if (!admissible) {
      return Future.succeededFuture();
    }
    admissible = false;
    var mine = share.get();
    return mine.everything() ? start(Set.of()) : startOf(mine.slots());
  }

  private Future<Void> startForOthers() {
    if (!lookAfterOthers) {
      return Future.succeededFuture();
    }
    lookAfterOthers = false;
    return share.get().everything()
        ? Future.succeededFuture()
        : jobs.leftWaiting(LEFT, MOST).compose(this::startOf);
  }

  /** No slots are nobody's keys, not everybody's. */
  private Future<Void> startOf(Set<Integer> slots) {
    return slots.isEmpty() ? Future.succeededFuture() : start(slots);
  }

  private Future<Void> start(Set<Integer> slots) {
    var room = pull.offer(Set.of(firstLane));
    return Future.succeededFuture(room)
        .compose(offered -> jobs.admit(MOST, slots, node.getAsInt(), offered))
        .onComplete(done -> pull.take(room, done.succeeded() ? done.result().claims() : List.of()))
        .map(
            started -> {
              admissible |= started.more();
              lookForLetters |= started.resumed() > 0;
              if (started.left()) {
                lookSoon();
              }
              if (started.jobs() > 0) {
                tellWorkers(started.claims().size(), room.getOrDefault(firstLane, 0));
              }
              return null;
            });
  }

  /** Whoever holds a key now need not tell of it. */
  private void lookSoon() {
    if (!looksSoon) {
      looksSoon = true;
      soon.accept(
          () -> {
            looksSoon = false;
            admit();
          });
    }
  }

  /** Who claimed some, but fewer than there was room for, left nothing for others. */
  private void tellWorkers(int claimed, int room) {
    if (claimed == 0 || claimed == room) {
      hints.work(Set.of(firstLane));
    }
  }
}
