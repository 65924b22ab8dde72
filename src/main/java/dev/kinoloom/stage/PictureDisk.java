package dev.kinoloom.stage;

import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.provider.Blocking;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.concurrent.Callable;

/** Where files of pictures are read and written; a disk that will not is this machine's lack. */
record PictureDisk(Blocking blocking) {

  /**
   * Fails with {@link Failed} RESOURCES where the disk failed, else with what {@code work} threw.
   */
  <T> Future<T> run(Callable<T> work) {
    return blocking
        .run(work)
        .recover(
            e ->
                Future.failedFuture(
                    e instanceof IOException
                        ? new Failed(
                            FailureKind.RESOURCES,
                            "a picture cannot be read or written: look whether the disk is full",
                            "a picture cannot be read or written: " + e,
                            e)
                        : e));
  }
}
