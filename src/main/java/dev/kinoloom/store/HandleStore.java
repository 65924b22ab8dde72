package dev.kinoloom.store;

import io.vertx.core.Future;
import java.util.Set;

/** Paid calls by the handle under which their provider knows them. */
public interface HandleStore {
  /**
   * Makes the tasks that wait to look at this handle again ready now; answers their lanes, empty
   * when none waits. May be repeated.
   */
  Future<Set<Integer>> hasten(String handle);

  static HandleStore over(Database database) {
    return new PgHandleStore(database);
  }
}
