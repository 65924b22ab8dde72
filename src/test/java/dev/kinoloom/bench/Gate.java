package dev.kinoloom.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;

/** Lets so many through at once, as a lane's capacity does. */
final class Gate {
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private int free;

  Gate(int atOnce) {
    this.free = atOnce;
  }

  <T> Future<T> pass(Supplier<Future<T>> work) {
    Promise<T> result = Promise.promise();
    enter(
        () ->
            work.get()
                .onComplete(
                    done -> {
                      leave();
                      result.handle(done);
                    }));
    return result.future();
  }

  private void enter(Runnable start) {
    synchronized (this) {
      if (free == 0) {
        waiting.add(start);
        return;
      }
      free--;
    }
    start.run();
  }

  private void leave() {
    Runnable next;
    synchronized (this) {
      next = waiting.poll();
      if (next == null) {
        free++;
        return;
      }
    }
    next.run();
  }
}
