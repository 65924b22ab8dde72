package dev.kinoloom.api;

import dev.kinoloom.domain.Submission;
import dev.kinoloom.store.JobStore;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Collects submissions for a moment and stores them together: one commit costs as much as many.
 * Safe to use from any thread; an answer comes on the context that asked.
 */
final class GroupCommit {
  static final int MOST = 128;
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
  private List<Waiting> waiting = new ArrayList<>();

  /** {@code hint}: these keys have new jobs; called after each commit that made some. */
  GroupCommit(Vertx vertx, JobStore jobs, Consumer<Set<Integer>> hint) {
    this.vertx = vertx;
    this.jobs = jobs;
    this.hint = hint;
  }

  /** Done when it is committed. */
  Future<Submission.Answer> submit(Submission submission) {
    Promise<Submission.Answer> answer = Promise.promise();
    int size = enqueue(new Waiting(submission, answer, vertx.getOrCreateContext()));
    if (size == MOST) {
      flush();
    } else if (size == 1) {
      vertx.setTimer(MOMENT_MILLIS, timer -> flush());
    }
    return answer.future();
  }

  private synchronized int enqueue(Waiting one) {
    waiting.add(one);
    return waiting.size();
  }

  private synchronized List<Waiting> drain() {
    var batch = waiting;
    waiting = new ArrayList<>();
    return batch;
  }

  private void flush() {
    var batch = drain();
    for (int from = 0; from < batch.size(); from += MOST) {
      store(batch.subList(from, Math.min(batch.size(), from + MOST)));
    }
  }

  private void store(List<Waiting> batch) {
    jobs.accept(batch.stream().map(Waiting::what).toList())
        .onComplete(
            answers -> answer(batch, answers), cause -> batch.forEach(one -> one.fail(cause)));
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
