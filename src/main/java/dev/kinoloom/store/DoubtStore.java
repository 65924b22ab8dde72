package dev.kinoloom.store;

import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.PaidCall;
import dev.kinoloom.domain.PaidCall.Known;
import dev.kinoloom.domain.TaskState;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Paid calls that no node looks after any more: somebody must find out at the provider. */
public interface DoubtStore {
  /**
   * One of them.
   *
   * @param call as it is written down
   * @param job whose it is
   * @param key of that job
   * @param keyName of that key
   * @param state of the job
   * @param task its number within the job
   * @param taskState how that stands
   * @param note what is known of the bill; null = nothing
   */
  record Doubt(
      PaidCall call,
      long job,
      int key,
      String keyName,
      JobState state,
      int task,
      TaskState taskState,
      @Nullable String note) {}

  /**
   * Those that may have been sent, and whose task nobody runs; and those that were booked for a job
   * that has ended. The newest first. {@code key} 0 = all; {@code before} 0 = from the newest.
   */
  Future<List<Doubt>> list(int key, long before, int most);

  /** Any paid call, also one that is in no doubt. */
  Future<Optional<Doubt>> find(long call);

  /**
   * Says what became of a call. That stands in the audit, written by the statement that acts;
   * {@code by} is the name of who asked. False = it is known to have become something else, or it
   * was booked for somebody who does not want it any more.
   */
  Future<Boolean> resolve(
      String by, long call, Known became, @Nullable String handle, @Nullable String note);
}
