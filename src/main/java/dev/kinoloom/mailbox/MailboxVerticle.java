package dev.kinoloom.mailbox;

import dev.kinoloom.domain.Report;
import dev.kinoloom.pipeline.Results;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Runs a {@link Mailbox} on one event loop: brings it reports and hints from anywhere, and wakes it
 * at every {@code pulse} in case a hint was lost.
 */
public final class MailboxVerticle extends VerticleBase implements Results {
  /** As long as most transactions last. */
  private static final long MOMENT_MILLIS = 20;

  private final Mailbox mailbox;
  private final Duration pulse;

  /** {@code mailbox}: one that can have things run a moment later. */
  public MailboxVerticle(Function<Consumer<Runnable>, Mailbox> mailbox, Duration pulse) {
    this.mailbox = mailbox.apply(this::soon);
    this.pulse = pulse;
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(pulse.toMillis(), timer -> mailbox.pulse());
    mailbox.pulse();
    return Future.succeededFuture();
  }

  private void soon(Runnable action) {
    vertx.setTimer(MOMENT_MILLIS, timer -> action.run());
  }

  @Override
  public Future<Answer> report(Report report) {
    Promise<Answer> taken = Promise.promise();
    context.runOnContext(none -> mailbox.report(report).onComplete(taken));
    return taken.future();
  }

  /** A key may start a job, or letters may lie about: look now. From any thread. */
  public void wake() {
    context.runOnContext(none -> mailbox.wake());
  }

  /** A key may start a job: look now. From any thread. */
  public void admit() {
    context.runOnContext(none -> mailbox.admit());
  }

  /** Keys of these slots may start a job: look now, if they are looked after here. */
  public void admitOf(Collection<Integer> slots) {
    context.runOnContext(none -> mailbox.admitOf(slots));
  }
}
