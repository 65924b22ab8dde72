package dev.kinoloom.pipeline;

import dev.kinoloom.domain.PaidCall;
import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one task that cost money, one at a time. Each is written down before it is sent
 * ({@link #intend}) and what became of it as soon as that is known; nothing is sent while an
 * earlier one stands. What became of a call is written again and again while the database is away,
 * and also by a worker that has lost its lease.
 */
public interface PaidCalls {
  /**
   * The call that may have been made and is not void; else the last that was booked and has ended
   * there, known as void by its handle.
   */
  Future<Optional<PaidCall>> standing();

  /**
   * Writes down that a call will be made; its id, which is the provider's reference. Empty = do not
   * send: the lease is lost, the task is to stop, or an earlier call stands.
   */
  Future<Optional<Long>> intend();

  /**
   * The provider has booked it under {@code handle}. False = nobody wants it any more: cancel it
   * there, then say that it is void.
   */
  Future<Boolean> booked(long call, String handle);

  /** What it made is ours. */
  Future<Void> fetched(long call, String handle);

  /**
   * It is proven that nothing was booked, or that it ended there. Another may be made.
   *
   * @param handle null = it never had one
   * @param why a few words on what is known of the bill
   */
  Future<Void> voided(long call, @Nullable String handle, String why);
}
