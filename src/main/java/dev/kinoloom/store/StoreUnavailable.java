package dev.kinoloom.store;

/**
 * The database cannot be asked just now, or gave no answer in time. Whether the call was carried
 * out is unknown. Making it again
 *
 * <ul>
 *   <li>is the same as making it once: all reads; {@code heartbeat}, {@code drain}, {@code leave},
 *       {@code takeOver}, {@code reap}, {@code cancel}, {@code replay}, {@code replaceSecret};
 *       {@code accept} of a submission that has an idempotency key;
 *   <li>goes on where it stopped: {@code admit}, {@code promote} and {@code claim} take what is
 *       there now (what a lost claim took is handed back by the heartbeat);
 *   <li>is safe, but the answer may be that it is done already: {@code finish} (FENCED, STALE),
 *       {@code approve} and {@code discard} (false), {@code create} of a key (the name is taken);
 *   <li>may do it twice: {@code accept} of a submission without an idempotency key (two jobs),
 *       {@code tell} and {@code progress} (the fact twice), {@code up} (a second node, which nobody
 *       renews and which is buried when its lease is over). Only {@code up} is made again by
 *       itself.
 * </ul>
 */
public final class StoreUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoreUnavailable(String message) {
    super(message);
  }

  StoreUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
