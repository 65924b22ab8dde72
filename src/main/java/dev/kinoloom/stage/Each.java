package dev.kinoloom.stage;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One after the other. */
final class Each {
  private Each() {}

  /** The results of {@code act} on each of {@code all}, in order; fails with the first failure. */
  static <A, B> Future<List<B>> inTurn(List<A> all, Function<A, Future<B>> act) {
    Future<List<B>> results = Future.succeededFuture(new ArrayList<>());
    for (A one : all) {
      results =
          results.compose(
              list ->
                  act.apply(one)
                      .map(
                          result -> {
                            list.add(result);
                            return list;
                          }));
    }
    return results;
  }

  /** The result of {@code act} on {@code one}, if there is one. */
  static <A, B> Future<Optional<B>> orNone(@Nullable A one, Function<A, Future<B>> act) {
    return one == null
        ? Future.succeededFuture(Optional.empty())
        : act.apply(one).map(Optional::of);
  }
}
