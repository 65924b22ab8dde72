package dev.kinoloom.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TogetherTest {
  private final Vertx vertx = Vertx.vertx();
  private final List<Set<Integer>> asked = new ArrayList<>();
  private final List<Promise<Map<Integer, String>>> answers = new ArrayList<>();
  private final Together<Integer, String> together = new Together<>(vertx, 3, this::ask);

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private Future<Map<Integer, String>> ask(Set<Integer> wanted) {
    asked.add(new TreeSet<>(wanted));
    Promise<Map<Integer, String>> answer = Promise.promise();
    answers.add(answer);
    return answer.future();
  }

  private void answerLast() {
    var wanted = asked.get(asked.size() - 1);
    answers
        .get(answers.size() - 1)
        .complete(
            wanted.stream()
                .filter(n -> n < 100)
                .collect(Collectors.toMap(n -> n, n -> "number " + n)));
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.await(10, TimeUnit.SECONDS);
  }

  @Test
  void what_is_asked_while_a_question_is_under_way_goes_together_and_no_more_than_may()
      throws Exception {
    var first = together.get(0);
    var later = IntStream.rangeClosed(1, 4).mapToObj(together::get).toList();
    assertThat(asked).containsExactly(Set.of(0));

    answerLast();
    assertThat(await(first)).hasValue("number 0");
    assertThat(asked).containsExactly(Set.of(0), Set.of(1, 2, 3));
    answerLast();
    assertThat(asked).hasSize(3).last().isEqualTo(Set.of(4));
    answerLast();
    for (int i = 0; i < 4; i++) {
      assertThat(await(later.get(i))).hasValue("number " + (i + 1));
    }
  }

  @Test
  void the_same_is_asked_once_for_all_who_want_it() throws Exception {
    var busy = together.get(0);
    var one = together.get(7);
    var other = together.get(7);
    answerLast();
    await(busy);
    answerLast();

    assertThat(await(one)).hasValue("number 7");
    assertThat(await(other)).hasValue("number 7");
    assertThat(asked).hasSize(2);
  }

  @Test
  void what_is_not_there_is_answered_so() throws Exception {
    var missing = together.get(100);
    answerLast();

    assertThat(await(missing)).isEmpty();
  }

  @Test
  void a_question_that_fails_or_throws_fails_those_who_asked_and_nobody_after() throws Exception {
    var failing = together.get(1);
    var next = together.get(2);
    answers.get(0).fail("no answer");
    assertThat(failing.otherwise(e -> null).map(none -> "failed").await()).isEqualTo("failed");
    answerLast();
    assertThat(await(next)).hasValue("number 2");

    var throwing =
        new Together<Integer, String>(
            vertx,
            3,
            wanted -> {
              throw new IllegalStateException("a bug");
            });
    assertThat(await(throwing.get(1).map("answered").otherwise("failed"))).isEqualTo("failed");
    assertThat(await(throwing.get(1).map("answered").otherwise("failed"))).isEqualTo("failed");
  }

  @Test
  void an_answer_comes_where_it_was_asked() throws Exception {
    Promise<Boolean> same = Promise.promise();
    vertx.runOnContext(
        none -> {
          var here = Vertx.currentContext();
          together.get(5).onComplete(any -> same.complete(Vertx.currentContext() == here));
          vertx.executeBlocking(
              () -> {
                answerLast();
                return null;
              });
        });

    assertThat(await(same.future())).isTrue();
  }
}
