package dev.kinoloom.stage;

import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.pipeline.Work;
import dev.kinoloom.provider.ClipProvider;
import dev.kinoloom.provider.ClipProvider.Booked;
import dev.kinoloom.provider.ClipProvider.Doubtful;
import dev.kinoloom.provider.ClipProvider.NotBooked;
import dev.kinoloom.provider.ClipProvider.Sent;
import dev.kinoloom.provider.ClipWish;
import io.vertx.core.Future;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for a clip once: written down before it is sent, and what came of it after it. And ends it.
 */
record ClipOrder(ClipProvider clips, ClipAnswers answers) {
  private static final Logger LOG = LoggerFactory.getLogger(ClipOrder.class);

  Future<Object> place(Work work, ClipWish wish) {
    return work.paid()
        .intend()
        .compose(call -> call.isPresent() ? send(work, wish, call.get()) : answers.later(work));
  }

  /** Whatever the guard does: what was sent is noted, and what it did not let through is void. */
  private Future<Object> send(Work work, ClipWish wish, long call) {
    var begun = new AtomicBoolean();
    var noted = new AtomicReference<@Nullable Future<Object>>();
    return work.guard(
            clips.name(),
            () -> {
              begun.set(true);
              return clips
                  .create(wish, Long.toString(call), work.call())
                  .compose(
                      sent -> {
                        noted.set(note(work, call, sent));
                        return judged(sent);
                      });
            })
        .compose(judged -> answer(noted), e -> answer(work, call, begun.get(), noted, e));
  }

  private static Future<Object> answer(AtomicReference<@Nullable Future<Object>> noted) {
    return Objects.requireNonNull(noted.get());
  }

  private Future<Object> answer(
      Work work,
      long call,
      boolean begun,
      AtomicReference<@Nullable Future<Object>> noted,
      Throwable e) {
    if (noted.get() != null) {
      return answer(noted);
    }
    return begun
        ? answers.doubt(clips.name() + " was asked and did not answer")
        : work.paid().voided(call, null, "not sent").compose(none -> Future.failedFuture(e));
  }

  private Future<Object> note(Work work, long call, Sent sent) {
    if (sent instanceof Booked booked) {
      return work.paid()
          .booked(call, booked.handle())
          .compose(
              wanted ->
                  wanted
                      ? answers.later(work)
                      : cancel(work, call, booked.handle(), "nobody wanted it, cancelled there")
                          .compose(ended -> answers.later(work)));
    }
    if (sent instanceof NotBooked not) {
      return work.paid()
          .voided(call, null, not.why())
          .compose(
              none ->
                  not.forGood()
                      ? answers.none(not.why())
                      : answers.later(work, not.retryAfter(), Double.NaN));
    }
    return answers.doubt(((Doubtful) sent).why());
  }

  /** What an answer to a create says of the provider. */
  private Future<Object> judged(Sent sent) {
    if (sent instanceof Doubtful doubtful) {
      return Future.failedFuture(answers.trouble(FailureKind.CONNECTION, doubtful.why()));
    }
    return sent instanceof NotBooked not && !not.forGood()
        ? Future.failedFuture(answers.trouble(FailureKind.RATE_LIMITED, not.why()))
        : Future.succeededFuture(sent);
  }

  /** What may run on there stays open, so that an operator sees it; fails then. */
  Future<Void> cancel(Work work, long call, String handle, String why) {
    return clips
        .cancel(handle, work.call())
        .onFailure(
            e -> LOG.warn("clip.runs_on call={} handle={} cause={}", call, handle, e.toString()))
        .compose(ended -> work.paid().voided(call, handle, why));
  }
}
