package dev.kinoloom.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.domain.Claim;
import dev.kinoloom.domain.Report;
import dev.kinoloom.domain.Submission;
import dev.kinoloom.pipeline.Briefs;
import dev.kinoloom.pipeline.Hints;
import dev.kinoloom.pipeline.Pull;
import dev.kinoloom.pipeline.Results.Answer;
import dev.kinoloom.pipeline.Settling;
import dev.kinoloom.store.JobStore;
import dev.kinoloom.store.model.ModelClock;
import dev.kinoloom.store.model.ModelStores;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class MailboxTest {
  private static final int MINE = 0;
  private static final int OTHERS = 1;
  private final ModelClock clock = new ModelClock();
  private final ModelStores stores = new ModelStores(clock);
  private final Batches batches = new Batches();
  private final Hinted hints = new Hinted();
  private final List<Runnable> later = new ArrayList<>();
  private final Mailbox mailbox = mailbox(() -> Share.EVERYTHING);

  private Mailbox mailbox(Supplier<Share> share) {
    return mailbox(share, Pull.NONE);
  }

  private Mailbox mailbox(Supplier<Share> share, Pull pull) {
    return new Mailbox(stores.jobs(), batches, hints, 1, share, pull, () -> 1, later::add);
  }

  private static Report report(int no, int epoch) {
    return new Report(7, no, epoch, Report.Outcome.DONE, Duration.ZERO, "{}", null);
  }

  private static Report ofJob(long job, int no) {
    return new Report(job, no, 1, Report.Outcome.DONE, Duration.ZERO, "{}", null);
  }

  private static Settling.Settled nothing() {
    return new Settling.Settled(Set.of(), Set.of(), false);
  }

  private void submit(int jobs) {
    int key = stores.keys().create("k", "h", 0).result();
    for (int i = 0; i < jobs; i++) {
      stores.jobs().accept(List.of(new Submission(key, null, "00", Briefs.payload(), 1))).await();
    }
  }

  @Test
  void what_comes_while_it_is_busy_goes_together_into_the_next_batch() {
    mailbox.report(report(1, 1));
    mailbox.report(report(2, 1));
    mailbox.report(report(3, 1));
    assertThat(batches.reports).containsExactly(List.of(report(1, 1)));

    batches.answer(nothing());

    assertThat(batches.reports)
        .containsExactly(List.of(report(1, 1)), List.of(report(2, 1), report(3, 1)));
  }

  @Test
  void another_job_need_not_wait_for_a_batch_and_no_job_is_in_two_at_once() {
    mailbox.report(report(1, 1));
    mailbox.report(ofJob(8, 1));
    mailbox.report(report(2, 1));
    mailbox.report(ofJob(9, 1));
    assertThat(batches.reports)
        .as("two at once")
        .containsExactly(List.of(report(1, 1)), List.of(ofJob(8, 1)));

    batches.answerLast(nothing());
    assertThat(batches.last()).as("job 7 is under way").containsExactly(ofJob(9, 1));
    batches.answer(nothing());
    assertThat(batches.last()).containsExactly(report(2, 1));
  }

  @Test
  void a_letter_about_a_job_that_is_being_decided_about_is_left_to_that() {
    submit(1);
    mailbox.wake();
    mailbox.report(ofJob(1, 1));
    stores.jobs().cancel(1).await();

    mailbox.wake();
    assertThat(batches.letters).isEmpty();
    batches.answer(nothing());
    mailbox.wake();

    assertThat(batches.letters).contains(Set.of(1L));
  }

  @Test
  void each_reporter_hears_what_became_of_his() {
    var busy = mailbox.report(report(9, 1));
    var taken = mailbox.report(report(1, 1));
    var fenced = mailbox.report(report(2, 1));
    var rejected = mailbox.report(report(3, 1));
    batches.answer(nothing());

    batches.answer(new Settling.Settled(Set.of(report(2, 1)), Set.of(report(3, 1)), false));

    assertThat(busy.result()).isEqualTo(Answer.TAKEN);
    assertThat(taken.result()).isEqualTo(Answer.TAKEN);
    assertThat(fenced.result()).isEqualTo(Answer.FENCED);
    assertThat(rejected.result()).isEqualTo(Answer.REJECTED);
  }

  @Test
  void two_reports_of_one_task_never_share_a_batch() {
    mailbox.report(report(9, 1));
    mailbox.report(report(1, 1));
    mailbox.report(report(1, 2));
    batches.answer(nothing());

    assertThat(batches.last()).containsExactly(report(1, 1));
    batches.answer(nothing());
    assertThat(batches.last()).containsExactly(report(1, 2));
  }

  @Test
  void a_batch_that_fails_is_told_to_its_reporters_and_the_next_look_goes_on() {
    var lost = mailbox.report(report(1, 1));
    var waiting = mailbox.report(report(2, 1));

    batches.fail();
    assertThat(lost.failed()).isTrue();
    assertThat(waiting.isComplete()).isFalse();
    mailbox.wake();
    batches.answer(nothing());

    assertThat(waiting.result()).isEqualTo(Answer.TAKEN);
  }

  @Test
  void settling_that_throws_does_not_stop_it_for_ever() {
    batches.throwing = true;
    var lost = mailbox.report(report(1, 1));
    assertThat(lost.failed()).isTrue();
    batches.throwing = false;

    var next = mailbox.report(report(1, 1));
    batches.answer(nothing());

    assertThat(next.result()).isEqualTo(Answer.TAKEN);
  }

  @Test
  void a_wake_starts_the_next_job_of_a_key_and_tells_the_first_lane() {
    submit(2);

    mailbox.wake();

    assertThat(hints.lanes).containsExactly(Set.of(1));
    assertThat(stores.jobs().load(List.of(1L, 2L)).result())
        .extracting(job -> job.state().name())
        .containsExactly("RUNNING", "QUEUED");
  }

  @Test
  void room_that_was_offered_to_first_tasks_is_given_back_when_none_were_claimed() {
    submit(1);
    var room = new Offered();
    var one = mailbox(() -> Share.EVERYTHING, room);

    one.wake();

    assertThat(room.held).isZero();
    assertThat(room.offers).isPositive();
    assertThat(hints.lanes).containsExactly(Set.of(1));
  }

  @Test
  void a_job_that_ended_makes_room_for_the_next_without_a_wake() {
    submit(1);
    var answer = mailbox.report(report(1, 1));

    batches.answer(new Settling.Settled(Set.of(), Set.of(), true));

    assertThat(answer.result()).isEqualTo(Answer.TAKEN);
    assertThat(hints.lanes).containsExactly(Set.of(1));
  }

  @Test
  void letters_are_settled() {
    submit(1);
    mailbox.wake();
    stores.jobs().cancel(1).await();

    mailbox.wake();

    assertThat(batches.letters).contains(Set.of(1L));
  }

  @Test
  void a_hint_that_comes_while_letters_are_read_is_not_forgotten() {
    submit(1);
    mailbox.wake();
    stores.jobs().cancel(1).await();
    var asked = new ArrayList<Promise<List<Long>>>();
    var slow = mailbox(delayingLetters(asked));
    slow.wake();
    slow.wake();
    assertThat(asked).hasSize(1);

    asked.get(0).complete(List.of(1L));

    assertThat(asked).hasSize(2);
  }

  private Mailbox mailbox(JobStore jobs) {
    return new Mailbox(
        jobs, batches, hints, 1, () -> Share.EVERYTHING, Pull.NONE, () -> 1, later::add);
  }

  /** Letters are answered when the test says so. */
  private JobStore delayingLetters(List<Promise<List<Long>>> asked) {
    return (JobStore)
        Proxy.newProxyInstance(
            JobStore.class.getClassLoader(),
            new Class<?>[] {JobStore.class},
            (proxy, method, args) -> {
              if (method.getName().equals("letters")) {
                Promise<List<Long>> answer = Promise.promise();
                asked.add(answer);
                return answer.future();
              }
              return method.invoke(stores.jobs(), args);
            });
  }

  @Test
  void a_key_that_somebody_holds_is_looked_at_again_in_a_moment_once() {
    long job = submitTo(MINE);
    var held = new AtomicBoolean(true);
    var one = mailbox(passingByWhile(held));

    one.wake();
    one.wake();
    assertThat(state(job)).isEqualTo("QUEUED");
    assertThat(later).as("looks in a moment").hasSize(1);

    held.set(false);
    later.get(0).run();
    assertThat(state(job)).isEqualTo("RUNNING");
    assertThat(later).as("looks in a moment").hasSize(1);
  }

  /** As long as somebody holds all keys. */
  private JobStore passingByWhile(AtomicBoolean held) {
    return (JobStore)
        Proxy.newProxyInstance(
            JobStore.class.getClassLoader(),
            new Class<?>[] {JobStore.class},
            (proxy, method, args) ->
                held.get() && method.getName().equals("admit")
                    ? Future.succeededFuture(new JobStore.Started(0, 0, false, true, List.of()))
                    : method.invoke(stores.jobs(), args));
  }

  private Mailbox sharing() {
    return mailbox(() -> new Share(false, Set.of(MINE)));
  }

  private long submitTo(int slot) {
    int key = stores.keys().create("of slot " + slot, "h" + slot, slot).result();
    var answers =
        stores.jobs().accept(List.of(new Submission(key, null, "00", Briefs.payload(), 1))).await();
    return answers.get(0).job();
  }

  private String state(long job) {
    return stores.jobs().load(List.of(job)).result().get(0).state().name();
  }

  @Test
  void jobs_of_its_own_keys_start_at_once_and_others_once_they_were_left() {
    long mine = submitTo(MINE);
    long others = submitTo(OTHERS);
    var one = sharing();

    one.pulse();
    assertThat(state(mine)).isEqualTo("RUNNING");
    assertThat(state(others)).isEqualTo("QUEUED");

    clock.pass(Duration.ofMillis(1_999));
    one.pulse();
    assertThat(state(others)).isEqualTo("QUEUED");

    clock.pass(Duration.ofMillis(1));
    one.pulse();
    assertThat(state(others)).isEqualTo("RUNNING");
  }

  @Test
  void letters_for_its_own_keys_are_read_at_once_and_others_once_they_were_left() {
    long mine = submitTo(MINE);
    long others = submitTo(OTHERS);
    stores.jobs().admit(9, Set.of()).await();
    stores.jobs().cancel(mine).await();
    stores.jobs().cancel(others).await();
    var one = sharing();

    one.wake();
    assertThat(batches.letters).containsExactly(Set.of(mine));

    clock.pass(Duration.ofSeconds(2));
    one.wake();
    assertThat(batches.letters).last().isEqualTo(Set.of(mine, others));
  }

  @Test
  void a_hint_for_slots_of_others_is_none_of_its_business() {
    long mine = submitTo(MINE);
    var one = sharing();

    one.admitOf(List.of(OTHERS));
    assertThat(state(mine)).isEqualTo("QUEUED");

    one.admitOf(List.of(OTHERS, MINE));
    assertThat(state(mine)).isEqualTo("RUNNING");
  }

  @Test
  void whoever_has_no_slots_yet_starts_nothing_but_what_was_left() {
    long job = submitTo(MINE);
    var one = mailbox(() -> new Share(false, Set.of()));

    one.pulse();
    assertThat(state(job)).isEqualTo("QUEUED");

    clock.pass(Duration.ofSeconds(2));
    one.pulse();
    assertThat(state(job)).isEqualTo("RUNNING");
  }

  private static final class Batches implements Settling {
    private final List<List<Report>> reports = new ArrayList<>();
    private final List<Set<Long>> letters = new ArrayList<>();
    private final List<Promise<Settled>> open = new ArrayList<>();
    private boolean throwing;

    @Override
    public Future<Settled> settle(List<Report> batch, Set<Long> jobs) {
      if (throwing) {
        throw new IllegalStateException("broken");
      }
      if (batch.isEmpty()) {
        letters.add(jobs);
        return Future.succeededFuture(nothing());
      }
      reports.add(batch);
      Promise<Settled> promise = Promise.promise();
      open.add(promise);
      return promise.future();
    }

    private List<Report> last() {
      return reports.get(reports.size() - 1);
    }

    private void answer(Settled settled) {
      open.remove(0).complete(settled);
    }

    private void answerLast(Settled settled) {
      open.remove(open.size() - 1).complete(settled);
    }

    private void fail() {
      open.remove(0).fail("away");
    }
  }

  private static final class Offered implements Pull {
    private int offers;
    private int held;

    @Override
    public Map<Integer, Integer> offer(Set<Integer> lanes) {
      offers++;
      held += 5;
      return Map.of(1, 5);
    }

    @Override
    public void take(Map<Integer, Integer> offered, List<Claim> claims) {
      held -= 5;
    }
  }

  private static final class Hinted implements Hints {
    private final List<Set<Integer>> lanes = new ArrayList<>();

    @Override
    public void changed(Set<Long> jobs) {}

    @Override
    public void work(Set<Integer> all) {
      lanes.add(all);
    }

    @Override
    public void stop(Set<Long> jobs) {}
  }
}
