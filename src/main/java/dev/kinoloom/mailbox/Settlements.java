package dev.kinoloom.mailbox;

import dev.kinoloom.domain.Report;
import dev.kinoloom.pipeline.Results.Answer;
import dev.kinoloom.pipeline.Settling;
import dev.kinoloom.pipeline.Settling.Settled;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Brings reports to be settled, in batches: what comes while {@value #AT_ONCE} are under way goes
 * together into the next. No job is in two batches at once, for the second would decide on what the
 * first is about to change. Used from one event loop.
 */
final class Settlements {
  private static final int AT_ONCE = 2;

  private record Letter(Report report, Promise<Answer> taken) {}

  private record Task(long job, int no) {}

  private final Settling settling;
  private final int most;
  private final Consumer<Settled> heard;
  private final Deque<Letter> waiting = new ArrayDeque<>();
  private final Set<Long> jobsUnderWay = new HashSet<>();
  private int underWay;

  /** {@code most}: reports in a batch; {@code heard}: is told of each batch that was settled. */
  Settlements(Settling settling, int most, Consumer<Settled> heard) {
    this.settling = settling;
    this.most = most;
    this.heard = heard;
  }

  /** Fails when its batch did: bring it again. */
  Future<Answer> report(Report report) {
    Promise<Answer> taken = Promise.promise();
    waiting.add(new Letter(report, taken));
    settleNext();
    return taken.future();
  }

  /** A batch is deciding about it. */
  boolean isUnderWay(long job) {
    return jobsUnderWay.contains(job);
  }

  private void settleNext() {
    while (underWay < AT_ONCE) {
      var batch = nextBatch();
      if (batch.isEmpty()) {
        return;
      }
      settle(batch);
    }
  }

  private void settle(List<Letter> batch) {
    var jobs = batch.stream().map(letter -> letter.report().job()).collect(Collectors.toSet());
    jobsUnderWay.addAll(jobs);
    underWay++;
    Future.succeededFuture(batch.stream().map(Letter::report).toList())
        .compose(reports -> settling.settle(reports, Set.of()))
        .onSuccess(heard::accept)
        .onComplete(
            settled -> batch.forEach(one -> one.taken().complete(settled.answer(one.report()))),
            cause -> batch.forEach(one -> one.taken().fail(cause)))
        .onComplete(
            done -> {
              underWay--;
              jobsUnderWay.removeAll(jobs);
              settleNext();
            });
  }

  /** In order; a second report of the same task waits, so that an answer tells which was taken. */
  private List<Letter> nextBatch() {
    var batch = new ArrayList<Letter>();
    var tasks = new HashSet<Task>();
    var left = new ArrayDeque<Letter>();
    while (batch.size() < most && !waiting.isEmpty()) {
      var letter = waiting.remove();
      var report = letter.report();
      boolean now = !isUnderWay(report.job()) && tasks.add(new Task(report.job(), report.no()));
      (now ? batch : left).add(letter);
    }
    while (!left.isEmpty()) {
      waiting.addFirst(left.removeLast());
    }
    return batch;
  }
}
