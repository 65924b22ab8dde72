package dev.kinoloom.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BisectionTest {
  private final List<List<Integer>> calls = new ArrayList<>();

  /** Takes no batch with a multiple of 100 in it. */
  private Future<List<String>> send(List<Integer> batch) {
    calls.add(List.copyOf(batch));
    return batch.stream().anyMatch(n -> n % 100 == 0)
        ? Future.failedFuture(new StoreRejected("22P05", new IllegalArgumentException()))
        : Future.succeededFuture(batch.stream().map(n -> "took " + n).toList());
  }

  private final Bisection<Integer, String> bisection =
      new Bisection<>(this::send, n -> List.of("rejected " + n));

  @Test
  void a_good_batch_is_one_call() {
    assertThat(bisection.send(List.of(1, 2, 3)).result())
        .containsExactly("took 1", "took 2", "took 3");
    assertThat(calls).hasSize(1);
  }

  @Test
  void bad_entries_are_found_and_answers_keep_their_order() {
    assertThat(bisection.send(List.of(1, 100, 2, 3, 200)).result())
        .containsExactly("took 1", "rejected 100", "took 2", "took 3", "rejected 200");
  }

  @Test
  void one_bad_entry_among_many_costs_few_calls() {
    var batch = IntStream.rangeClosed(1, 128).boxed().toList();
    assertThat(bisection.send(batch).result()).hasSize(128).contains("rejected 100");
    assertThat(calls).hasSize(1 + 2 * 7);
  }

  @Test
  void nothing_is_sent_for_an_empty_batch() {
    assertThat(bisection.send(List.of()).result()).isEmpty();
    assertThat(calls).isEmpty();
  }

  @Test
  void an_unavailable_database_fails_the_whole_and_is_not_asked_again() {
    var down = new StoreUnavailable("down");
    var asked = new ArrayList<List<Integer>>();
    var failing =
        new Bisection<Integer, String>(
            batch -> {
              asked.add(batch);
              return Future.failedFuture(down);
            },
            n -> List.of());
    assertThat(failing.send(List.of(1, 2)).cause()).isSameAs(down);
    assertThat(asked).hasSize(1);
  }
}
