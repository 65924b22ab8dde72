package dev.kinoloom.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.Set;

/** Handles in PostgreSQL. */
final class PgHandleStore implements HandleStore {
  private static final String HASTEN =
      """
      select engine_1.hasten($1)
      """;

  private final Wire engine;

  PgHandleStore(Database database) {
    this.engine = database.engine();
  }

  @Override
  public Future<Set<Integer>> hasten(String handle) {
    return engine.list(HASTEN, Tuple.of(handle), row -> row.getInteger(0)).map(Set::copyOf);
  }
}
