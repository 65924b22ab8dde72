package dev.kinoloom.bench;

import dev.kinoloom.store.DatabaseAddress;
import java.util.Objects;

/** A database as it is handed to a process that is measured. */
public final class BenchDatabase {
  static final String VARIABLE = "KINOLOOM_BENCH_DATABASE";

  private BenchDatabase() {}

  public static DatabaseAddress ofEnvironment() {
    var url = Objects.requireNonNull(System.getenv(VARIABLE), VARIABLE);
    return DatabaseAddress.parse(url, null, null);
  }

  static String url(DatabaseAddress at) {
    return "postgresql://%s:%s@%s:%d/%s"
        .formatted(at.user(), at.password().reveal(), at.host(), at.port(), at.database());
  }
}
