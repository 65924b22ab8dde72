package dev.kinoloom.store;

import dev.kinoloom.domain.Census;
import io.vertx.core.Future;

/** Counts over the whole database, for gauges. */
@FunctionalInterface
public interface CensusStore {
  /** One look; dear enough not to be asked for more than every few seconds. */
  Future<Census> take();

  static CensusStore over(Database database) {
    return new PgCensusStore(database);
  }
}
