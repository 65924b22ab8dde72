package dev.kinoloom.stage;

import dev.kinoloom.domain.PaidCall;
import dev.kinoloom.domain.PaidCall.Known;
import dev.kinoloom.pipeline.PaidCalls;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The paid calls of one task, in the memory of a test. */
final class NotedCalls implements PaidCalls {
  private final List<String> notes = new ArrayList<>();
  private @Nullable PaidCall standing;
  private long last;
  private boolean wanted = true;
  private boolean fenced;

  /** What was written down, in order, e.g. {@code 1 HANDLE h1}. */
  List<String> notes() {
    return notes;
  }

  /** As an earlier attempt left it. */
  void stands(Known known, @Nullable String handle) {
    standing = new PaidCall(++last, known, handle);
  }

  /** From now on nobody wants what is booked. */
  void unwanted() {
    wanted = false;
  }

  /** From now on nothing may be sent. */
  void fenced() {
    fenced = true;
  }

  @Override
  public Future<Optional<PaidCall>> standing() {
    return Future.succeededFuture(Optional.ofNullable(standing));
  }

  @Override
  public Future<Optional<Long>> intend() {
    if (fenced || (standing != null && standing.known() != Known.VOID)) {
      return Future.succeededFuture(Optional.empty());
    }
    stands(Known.INTENT, null);
    notes.add(last + " INTENT");
    return Future.succeededFuture(Optional.of(last));
  }

  @Override
  public Future<Boolean> booked(long call, String handle) {
    notes.add("%d HANDLE %s".formatted(call, handle));
    standing = new PaidCall(call, Known.HANDLE, handle);
    return Future.succeededFuture(wanted);
  }

  @Override
  public Future<Void> fetched(long call, String handle) {
    notes.add("%d FETCHED %s".formatted(call, handle));
    standing = new PaidCall(call, Known.FETCHED, handle);
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> voided(long call, @Nullable String handle, String why) {
    notes.add("%d VOID %s".formatted(call, why));
    standing = handle == null ? null : new PaidCall(call, Known.VOID, handle);
    return Future.succeededFuture();
  }
}
