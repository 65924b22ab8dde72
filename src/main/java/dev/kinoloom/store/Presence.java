package dev.kinoloom.store;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Whether a database is there, and if not, whether waiting may help. Blocks, seconds at most. */
public final class Presence {
  private static final String CONNECTION = "08";

  /** Who answered so was there: another protocol, or a refusal for good. */
  private static final Set<String> REFUSALS = Set.of("08004", "08P01");

  /** Shutting down, crashed, starting; and more sessions than it takes. */
  private static final Set<String> CONDITIONS = Set.of("57P01", "57P02", "57P03", "53300");

  private Presence() {}

  /**
   * Looks once. Empty = it is there and lets us in; otherwise why not, as far as that may pass: it
   * does not run, is starting, or its name is not known yet. Throws {@link StoreUnavailable} when
   * waiting does not help: a wrong password, no such database, no right, too old a server.
   */
  public static Optional<StoreUnavailable> missed(DatabaseAddress address) {
    try {
      Migrator.requireServer(address);
      return Optional.empty();
    } catch (StoreUnavailable e) {
      if (passes(e.getCause())) {
        return Optional.of(e);
      }
      throw e;
    }
  }

  static boolean passes(@Nullable Throwable cause) {
    if (!(cause instanceof SQLException sql) || isAboutCertificates(sql)) {
      return false;
    }
    var state = String.valueOf(sql.getSQLState());
    return state.startsWith(CONNECTION) ? !REFUSALS.contains(state) : CONDITIONS.contains(state);
  }

  private static boolean isAboutCertificates(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        return true;
      }
    }
    return false;
  }
}
