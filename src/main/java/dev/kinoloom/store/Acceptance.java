package dev.kinoloom.store;

import dev.kinoloom.codec.Payloads;
import dev.kinoloom.domain.Submission;
import dev.kinoloom.domain.Submission.Answer;
import dev.kinoloom.domain.Submission.Verdict;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/**
 * A batch of submissions in one commit. What breaks a bound is refused here and not sent; what the
 * database rejects all the same is found by halves.
 */
final class Acceptance {
  static final int IDEMPOTENCY_KEY_MAX = 255;

  private static final String JOB_ACCEPT =
      """
      select o_what, case when o_what in (0, 1) then o_id else 0 end
      from engine_1.accept($1, $2, $3, $4::text[], $5)
      order by o_ord
      """;

  private static final Answer REJECTED = new Answer(Verdict.REJECTED, 0);

  private final Wire accepts;
  private final Bisection<Submission, Answer> bisection;

  Acceptance(Wire accepts) {
    this.accepts = accepts;
    this.bisection = new Bisection<>(this::send, bad -> List.of(REJECTED));
  }

  /** Answers in the order of the batch. */
  Future<List<Answer>> accept(List<Submission> batch) {
    var sound = batch.stream().filter(Acceptance::isSound).toList();
    return bisection.send(sound).map(answers -> inOrder(batch, answers));
  }

  static boolean isSound(Submission submission) {
    var key = submission.idempotencyKey();
    return (key == null || key.length() <= IDEMPOTENCY_KEY_MAX)
        && Payloads.fits(submission.payload())
        && submission.requestHash().length() % 2 == 0
        && submission.requestHash().chars().allMatch(HexFormat::isHexDigit)
        && submission.firstLane() > 0
        && submission.firstLane() <= Short.MAX_VALUE;
  }

  private Future<List<Answer>> send(List<Submission> batch) {
    var values =
        Tuple.of(
            column(batch, Submission::key).toArray(Integer[]::new),
            column(batch, Submission::idempotencyKey).toArray(String[]::new),
            column(batch, s -> Buffer.buffer(HexFormat.of().parseHex(s.requestHash())))
                .toArray(Buffer[]::new),
            column(batch, Submission::payload).toArray(String[]::new),
            column(batch, s -> (short) s.firstLane()).toArray(Short[]::new));
    return accepts.list(JOB_ACCEPT, values, Acceptance::answer);
  }

  private static <T> List<T> column(List<Submission> batch, Function<Submission, T> read) {
    var values = new ArrayList<T>(batch.size());
    batch.forEach(submission -> values.add(read.apply(submission)));
    return values;
  }

  private static Answer answer(Row row) {
    return new Answer(Verdict.values()[row.getInteger(0)], row.getLong(1));
  }

  private static List<Answer> inOrder(List<Submission> batch, List<Answer> answers) {
    if (answers.size() == batch.size()) {
      return answers;
    }
    Iterator<Answer> next = answers.iterator();
    return batch.stream().map(s -> isSound(s) ? next.next() : REJECTED).toList();
  }
}
