package dev.kinoloom.api;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinoloom.domain.Submission;
import dev.kinoloom.domain.Submission.Answer;
import dev.kinoloom.store.JobStore;
import dev.kinoloom.store.StoreUnavailable;
import dev.kinoloom.store.Unavailable;
import dev.kinoloom.store.model.ModelStores;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupCommitTest {
  private final Vertx vertx = Vertx.vertx();
  private final ModelStores stores = new ModelStores(InstantSource.system());
  private final List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());
  private final AtomicBoolean broken = new AtomicBoolean();
  private volatile Future<Void> held = Future.succeededFuture();
  private final AtomicInteger hints = new AtomicInteger();
  private final GroupCommit commits =
      new GroupCommit(vertx, counting(stores.jobs()), keys -> hints.incrementAndGet());

  @AfterEach
  void close() throws Exception {
    vertx.close().await(10, SECONDS);
  }

  /** A store that counts what it is given, and can be made to fail. */
  private JobStore counting(JobStore real) {
    return (JobStore)
        Proxy.newProxyInstance(
            JobStore.class.getClassLoader(),
            new Class<?>[] {JobStore.class},
            (proxy, method, args) -> {
              var batch = (List<?>) args[0];
              sizes.add(batch.size());
              return broken.get()
                  ? Future.failedFuture(new IllegalStateException("no database"))
                  : held.compose(free -> real.accept(submissions(batch)));
            });
  }

  private static List<Submission> submissions(List<?> batch) {
    return batch.stream().map(Submission.class::cast).toList();
  }

  private Future<Answer> submit(int key, String payload) {
    return commits.submit(new Submission(key, null, "00", payload, 1));
  }

  @Test
  void requests_of_one_moment_are_one_commit_and_one_hint() throws Exception {
    int key = stores.keys().create("k", "h", 0).await(5, SECONDS);
    var answers = IntStream.range(0, GroupCommit.MOST).mapToObj(i -> submit(key, "{}")).toList();
    var ids = new ArrayList<Long>();
    for (var answer : answers) {
      ids.add(answer.await(5, SECONDS).job());
    }
    assertThat(ids).doesNotHaveDuplicates().isSorted();
    assertThat(sizes.stream().mapToInt(s -> s).sum()).isEqualTo(GroupCommit.MOST);
    assertThat(sizes).hasSizeLessThan(GroupCommit.MOST / 4);
    assertThat(hints.get()).isEqualTo(sizes.size());
  }

  @Test
  void enough_of_them_are_stored_before_the_moment_is_over() {
    IntStream.range(0, GroupCommit.ENOUGH).forEach(i -> submit(1, "{}"));
    assertThat(sizes).isNotEmpty();
  }

  @Test
  void what_comes_while_a_batch_is_stored_is_one_batch_in_its_order() throws Exception {
    int key = stores.keys().create("k", "h", 0).await(5, SECONDS);
    Promise<Void> slow = Promise.promise();
    held = slow.future();
    var first = IntStream.range(0, GroupCommit.MOST).mapToObj(i -> submit(key, "{}")).toList();
    var later = IntStream.range(0, 3).mapToObj(i -> submit(key, "{}")).toList();
    assertThat(sizes).hasSize(1);
    slow.complete();
    var ids = new ArrayList<Long>();
    for (var answer : Stream.concat(first.stream(), later.stream()).toList()) {
      ids.add(answer.await(5, SECONDS).job());
    }
    assertThat(ids).doesNotHaveDuplicates().isSorted();
    assertThat(sizes).hasSize(2);
    assertThat(sizes.get(0) + sizes.get(1)).isEqualTo(GroupCommit.MOST + later.size());
  }

  @Test
  void who_waits_behind_a_store_that_cannot_be_asked_hears_it_at_once() {
    Promise<Void> silent = Promise.promise();
    held = silent.future();
    var first = IntStream.range(0, GroupCommit.MOST).mapToObj(i -> submit(1, "{}")).toList();
    var later = IntStream.range(0, 300).mapToObj(i -> submit(1, "{}")).toList();
    silent.fail(Unavailable.now());
    for (var answer : Stream.concat(first.stream(), later.stream()).toList()) {
      assertThatThrownBy(() -> answer.await(5, SECONDS)).isInstanceOf(StoreUnavailable.class);
    }
    assertThat(sizes).hasSize(1);
  }

  @Test
  void after_a_batch_that_failed_the_next_is_stored() throws Exception {
    int key = stores.keys().create("k", "h", 0).await(5, SECONDS);
    broken.set(true);
    var lost = submit(key, "{}");
    assertThatThrownBy(() -> lost.await(5, SECONDS)).hasMessage("no database");
    broken.set(false);
    assertThat(submit(key, "{}").await(5, SECONDS).verdict()).isEqualTo(Submission.Verdict.NEW);
  }

  @Test
  void when_the_store_cannot_be_asked_everybody_is_told_so_and_nobody_is_hinted() throws Exception {
    broken.set(true);
    var first = submit(1, "{}");
    var second = submit(1, "{}");
    assertThatThrownBy(() -> first.await(5, SECONDS)).hasMessage("no database");
    assertThatThrownBy(() -> second.await(5, SECONDS)).hasMessage("no database");
    assertThat(hints).hasValue(0);
  }

  @Test
  void answers_go_to_those_who_asked() throws Exception {
    int key = stores.keys().create("k", "h", 0).await(5, SECONDS);
    var known = submit(key, "{}");
    var unknown = submit(key + 7, "{}");
    assertThat(known.await(5, SECONDS).verdict()).isEqualTo(Submission.Verdict.NEW);
    assertThat(unknown.await(5, SECONDS).verdict()).isEqualTo(Submission.Verdict.NO_SUCH_KEY);
  }
}
