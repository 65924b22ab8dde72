package dev.kinoloom.store;

import dev.kinoloom.domain.Claim;
import dev.kinoloom.domain.PaidCall;
import dev.kinoloom.domain.PaidCall.Known;
import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Calls that cost money: written down before they are sent, and what became of them after it. */
public interface PaidCallStore {
  /**
   * Writes down that {@code node} will make a call for the task that it holds under {@code lease};
   * its id. Empty = do not send: the lease is lost, the task is to stop, or an earlier call of it
   * stands.
   */
  Future<Optional<Long>> intend(int node, Claim lease);

  /**
   * Writes down what became of a call, by whoever made it, lease or no lease. A task that was
   * parked for it goes on. May be repeated. False = nobody wants it, or it is known to have become
   * something else: what is booked is to be cancelled there. {@code note}: what is known of the
   * bill.
   */
  Future<Boolean> resolve(long call, Known known, @Nullable String handle, @Nullable String note);

  /**
   * The call of a task that may have been made and is not void; else the last that was booked and
   * is void now: there was something to pay for.
   */
  Future<Optional<PaidCall>> standing(long job, int no);
}
