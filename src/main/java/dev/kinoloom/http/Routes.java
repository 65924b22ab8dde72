package dev.kinoloom.http;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;

/** Some routes that belong together. All calls come from the event loop that serves them. */
public interface Routes {
  void mount(Router router);

  /** Ends what it keeps open, e.g. streams. */
  default Future<Void> close() {
    return Future.succeededFuture();
  }
}
