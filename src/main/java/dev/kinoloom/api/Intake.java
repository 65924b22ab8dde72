package dev.kinoloom.api;

import dev.kinoloom.artifact.ArtifactStore;
import dev.kinoloom.codec.Json;
import dev.kinoloom.codec.Payloads;
import dev.kinoloom.domain.Brief;
import dev.kinoloom.domain.Invalid;
import dev.kinoloom.domain.Payload;
import dev.kinoloom.domain.Submission;
import dev.kinoloom.ops.Meters;
import dev.kinoloom.ops.Traces;
import dev.kinoloom.provider.Blocking;
import dev.kinoloom.store.JobStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes stored jobs of wishes. Everything that can be told at once is told at once, before anything
 * is stored: what cannot be is an {@link Invalid}; a good wish that is not taken is a {@link
 * Refused}. Knows nothing of HTTP.
 */
public final class Intake {
  /** Lane of the first stage. */
  private static final int FIRST_LANE = 1;

  /** A longer text is no longer kept with its job. */
  private static final int SHORT_BYTES = 8 * 1024;

  /** A text so short is read where it stands: that takes microseconds, a worker thread more. */
  private static final int GLANCE_BYTES = 4 * 1024;

  /** Stands in place of what is no UTF-8, and cannot be told from one that was there before. */
  private static final char REPLACEMENT = '\ufffd';

  private static final int MOST_AT_ONCE = 1_024;
  private static final long BYTES_AT_ONCE = 64L << 20;

  private final JobStore jobs;
  private final ArtifactStore artifacts;
  private final Blocking blocking;
  private final Path scratch;
  private final BriefCheck check;
  private final InstantSource clock;
  private final Meters meters;
  private final Traces traces;
  private final List<GroupCommit> lanes;
  private final AtomicInteger now = new AtomicInteger();
  private final AtomicLong bytesNow = new AtomicLong();

  /**
   * {@code scratch}: an existing directory on the disk of the artifacts; {@code hint}: these keys
   * have new jobs to start.
   */
  public Intake(
      Vertx vertx,
      JobStore jobs,
      ArtifactStore artifacts,
      Blocking blocking,
      Path scratch,
      Offer offer,
      InstantSource clock,
      Meters meters,
      Traces traces,
      Consumer<Set<Integer>> hint) {
    this.meters = meters;
    this.traces = traces;
    this.jobs = jobs;
    this.artifacts = artifacts;
    this.blocking = blocking;
    this.scratch = scratch;
    this.check = new BriefCheck(offer, new OwnFiles(artifacts, blocking));
    this.clock = clock;
    this.lanes =
        Stream.generate(() -> new GroupCommit(vertx, jobs, hint))
            .limit(JobStore.ACCEPTS_AT_ONCE)
            .toList();
  }

  /**
   * Done when the job is committed. {@code idempotencyKey}: the same one again with the same wish
   * answers the same job; null = none. {@code correlationId} stands on the log lines of whatever is
   * done for the job.
   */
  public Future<Accepted> accept(
      int key, VideoRequest wish, @Nullable String idempotencyKey, String correlationId) {
    long bytes = wish.text().length();
    int requests = now.incrementAndGet();
    long all = bytesNow.addAndGet(bytes);
    if (requests > MOST_AT_ONCE || all > BYTES_AT_ONCE) {
      leave(bytes);
      return Future.failedFuture(new Refused(Refused.Reason.BUSY));
    }
    var span = traces.begin("accept", null, Map.of("kinoloom.key", Integer.toString(key)));
    return check(key, wish, idempotencyKey)
        .map(brief -> new Payload(brief, correlationId, span.context().orElse(null)))
        .compose(payload -> submission(key, wish, payload, idempotencyKey))
        .compose(lane(key)::submit)
        .compose(answer -> accepted(answer, idempotencyKey != null))
        .onComplete(any -> leave(bytes))
        .onSuccess(job -> span.put("kinoloom.job", Long.toString(job.job())))
        .onComplete(any -> span.end(any.succeeded() ? "accepted" : "refused", any.succeeded()));
  }

  /** What is stored side by side shall not wait for the lock of the same key. */
  private GroupCommit lane(int key) {
    return lanes.get(Math.floorMod(key, lanes.size()));
  }

  private void leave(long bytes) {
    now.decrementAndGet();
    bytesNow.addAndGet(-bytes);
  }

  private Future<Brief> check(int key, VideoRequest wish, @Nullable String idempotencyKey) {
    if (idempotencyKey != null && (idempotencyKey.isEmpty() || idempotencyKey.length() > 255)) {
      return Future.failedFuture(new Invalid("Idempotency-Key", "must have 1 to 255 characters"));
    }
    Future<Brief> brief =
        wish.text().length() <= GLANCE_BYTES
            ? Future.succeededFuture(wish).map(check::brief)
            : blocking.run(() -> check.brief(wish));
    return brief.compose(good -> check.files(key, good));
  }

  private Future<Void> keepText(int key, VideoRequest wish) {
    return blocking
        .run(() -> Files.createTempFile(scratch, "text-", ".tmp"))
        .compose(
            file ->
                blocking
                    .run(() -> Files.write(file, wish.text().getBytes()))
                    .compose(written -> artifacts.keep(key, written, BriefCheck.TEXT))
                    .eventually(() -> blocking.run(() -> Files.deleteIfExists(file))))
        .mapEmpty();
  }

  /** A short text is committed with the job: a file of its own costs more than all the rest. */
  private Future<Submission> submission(
      int key, VideoRequest wish, Payload payload, @Nullable String idempotencyKey) {
    var hash = Json.hash(payload.brief());
    var whole =
        shortText(wish).map(text -> Payloads.encode(payload.with(text))).filter(Payloads::fits);
    if (whole.isPresent()) {
      return Future.succeededFuture(
          new Submission(key, idempotencyKey, hash, whole.get(), FIRST_LANE));
    }
    var stored = Payloads.encode(payload);
    if (!Payloads.fits(stored)) {
      throw new Invalid(
          "media",
          "together with the other settings takes %,d bytes; at most %,d are kept"
              .formatted(Payloads.bytes(stored), Payloads.MAX_BYTES));
    }
    return keepText(key, wish)
        .map(kept -> new Submission(key, idempotencyKey, hash, stored, FIRST_LANE));
  }

  /** Byte for byte the same when it is read again; empty = it can't be, or is long. */
  private static Optional<String> shortText(VideoRequest wish) {
    if (wish.text().length() > SHORT_BYTES) {
      return Optional.empty();
    }
    var text = wish.text().toString(StandardCharsets.UTF_8);
    boolean same = text.indexOf(REPLACEMENT) < 0;
    return same && text.indexOf('\0') < 0 ? Optional.of(text) : Optional.empty();
  }

  private Future<Accepted> accepted(Submission.Answer answer, boolean mayBeRepeated) {
    return switch (answer.verdict()) {
      case NEW, REPEATED -> stored(answer, mayBeRepeated);
      case CONFLICT -> Future.failedFuture(new Refused(Refused.Reason.OTHER_REQUEST));
      case FULL -> Future.failedFuture(new Refused(Refused.Reason.KEY_FULL));
      case NO_SUCH_KEY -> Future.failedFuture(new Refused(Refused.Reason.NO_SUCH_KEY));
      case REJECTED ->
          Future.failedFuture(new IllegalStateException("the store does not take this brief"));
    };
  }

  /** What may be asked again has the stored time, so that each answer is the same. */
  private Future<Accepted> stored(Submission.Answer answer, boolean mayBeRepeated) {
    boolean repeated = answer.verdict() == Submission.Verdict.REPEATED;
    meters.jobAccepted(repeated);
    if (!mayBeRepeated) {
      return Future.succeededFuture(new Accepted(answer.job(), repeated, clock.instant()));
    }
    return jobs.find(answer.job())
        .map(
            found ->
                new Accepted(
                    answer.job(),
                    repeated,
                    found.map(job -> job.createdAt()).orElseGet(clock::instant)));
  }
}
