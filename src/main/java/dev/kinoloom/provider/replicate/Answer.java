package dev.kinoloom.provider.replicate;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/** What came, whole and bounded. */
record Answer(int status, MultiMap headers, Buffer body) {
  boolean isGood() {
    return status >= 200 && status < 300;
  }

  /** A refusal that may be because the thing has ended. */
  boolean mayBeTooLate() {
    return status == 400 || status == 409 || status == 422;
  }
}
