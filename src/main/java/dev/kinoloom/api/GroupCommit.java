package dev.kinoloom.api;

import dev.kinoloom.domain.Submission;
import dev.kinoloom.store.JobStore;
import dev.kinoloom.store.StoreUnavailable;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Collects submissions for a moment, and while those before them are being stored, and stores them
 * together: one commit costs as much as many. One batch at a time, for those of one key would wait
 * for each other anyway, and the longer the next is open, the more it holds. Safe to use from any
 * thread; an answer comes on the context that asked.
 */
final class GroupCommit {
  static final int MOST = 128;

  /**
   * So many share the cost of a commit well enough: who waited for more would wait in vain where
   * those who ask wait for their answers first, and the store would rest meanwhile.
   */
  static final int ENOUGH = 32;

  private static final long MOMENT_MILLIS = 3;

  private record Waiting(Submission what, Promise<Submission.Answer> answer, Context context) {
    void complete(Submission.Answer given) {
      context.runOnContext(now -> answer.complete(given));
    }

    void fail(Throwable cause) {
      context.runOnContext(now -> answer.fail(cause));
    }
  }

  private final Vertx vertx;
  private final JobStore jobs;
  private final Consumer<Set<Integer>> hint;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private boolean storing;

  /** {@code hint}: these keys have new jobs; called after each commit that made some. */
  GroupCommit(Vertx vertx, JobStore jobs, Consumer<Set<Integer>> hint) {
    this.vertx = vertx;
    this.jobs = jobs;
    this.hint = hint;
  }

  /** Done when it is committed. */
  Future<Submission.Answer> submit(Submission submission) {
    Promise<Submission.Answer> answer = Promise.promise();
    int open = enqueue(new Waiting(submission, answer, vertx.getOrCreateContext()));
    if (open == ENOUGH) {
      storeNext();
    } else if (open == 1) {
      waitMoment();
    }
    return answer.future();
  }

  /** How many wait for the next batch; 0 while one is under way, whose end looks after them. */
  private synchronized int enqueue(Waiting one) {
    waiting.add(one);
    return storing ? 0 : waiting.size();
  }

  private void waitMoment() {
    vertx.setTimer(MOMENT_MILLIS, timer -> storeNext());
  }

  private void storeNext() {
    var batch = take();
    if (!batch.isEmpty()) {
      Future.succeededFuture(batch.stream().map(Waiting::what).toList())
          .compose(jobs::accept)
          .onComplete(
              answers -> {
                stored();
                answer(batch, answers);
              },
              cause -> failed(batch, cause));
    }
  }

  /** The next batch; empty while one is under way, or when nobody waits. */
  private synchronized List<Waiting> take() {
    var batch = new ArrayList<Waiting>();
    while (!storing && batch.size() < MOST && !waiting.isEmpty()) {
      batch.add(waiting.remove());
    }
    storing = storing || !batch.isEmpty();
    return batch;
  }

  private void stored() {
    int open = reopen();
    if (open >= ENOUGH) {
      storeNext();
    } else if (open > 0) {
      waitMoment();
    }
  }

  /** Who waits behind a store that cannot be asked hears it now, not after a wait of his own. */
  private void failed(List<Waiting> batch, Throwable cause) {
    var all = new ArrayList<>(batch);
    if (cause instanceof StoreUnavailable) {
      all.addAll(giveUp());
    }
    stored();
    all.forEach(one -> one.fail(cause));
  }

  private synchronized List<Waiting> giveUp() {
    var all = List.copyOf(waiting);
    waiting.clear();
    return all;
  }

  private synchronized int reopen() {
    storing = false;
    return waiting.size();
  }

  private void answer(List<Waiting> batch, List<Submission.Answer> answers) {
    var keys = new HashSet<Integer>();
    for (int i = 0; i < batch.size(); i++) {
      batch.get(i).complete(answers.get(i));
      if (answers.get(i).verdict() == Submission.Verdict.NEW) {
        keys.add(batch.get(i).what().key());
      }
    }
    if (!keys.isEmpty()) {
      hint.accept(keys);
    }
  }
}
