package dev.kinoloom.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.artifact.SharedDirectory;
import dev.kinoloom.codec.TaskResults;
import dev.kinoloom.domain.Decision;
import dev.kinoloom.domain.Fingerprint;
import dev.kinoloom.domain.JobSnapshot;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.Refusal;
import dev.kinoloom.domain.Report;
import dev.kinoloom.domain.TaskState;
import dev.kinoloom.domain.Usage;
import dev.kinoloom.pipeline.Briefs;
import dev.kinoloom.pipeline.FakeStage;
import dev.kinoloom.pipeline.Pipeline;
import dev.kinoloom.pipeline.TaskId;
import dev.kinoloom.store.TaskStore;
import dev.kinoloom.store.TasksBehind;
import dev.kinoloom.store.UnaskedTasks;
import dev.kinoloom.store.model.ModelStores;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrecedentsTest {
  private static final int TASK = 1;

  @TempDir private Path home;
  private final Vertx vertx = Vertx.vertx();
  private final AtomicLong now = new AtomicLong();
  private final BlockingQueue<Promise<Map<Fingerprint, String>>> asked =
      new LinkedBlockingQueue<>();
  private final List<Fingerprint> wanted = new CopyOnWriteArrayList<>();
  private final FakeStage stage =
      FakeStage.on(1, "a").dependsOn(work -> Map.of("title", "" + work.job().brief().title()));

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private Precedents precedents() {
    var tasks =
        new UnaskedTasks() {
          @Override
          public Future<Map<Fingerprint, String>> checkpoints(Set<Fingerprint> all) {
            wanted.addAll(all);
            Promise<Map<Fingerprint, String>> answer = Promise.promise();
            asked.add(answer);
            return answer.future();
          }
        };
    return new Precedents(
        vertx, new Pipeline(List.of(stage)), tasks, new SharedDirectory(vertx, home), now::get);
  }

  private static JobSnapshot job(int rev, String payload) {
    var task = new JobSnapshot.Task(TASK, 1, TaskState.READY, 0, 0, null);
    return new JobSnapshot(7, 3, JobState.RUNNING, null, rev, 0, payload, List.of(task));
  }

  private static JobSnapshot titled(String title) {
    return job(1, Briefs.payload(Briefs.titled(title)));
  }

  @Test
  void what_was_looked_up_ahead_is_found_once_on_the_context_that_asks() throws Exception {
    var precedents = precedents();
    var job = titled("Tides");
    precedents.expect(job, List.of(TASK));
    var ahead = precedents.of(job, TASK).orElseThrow();
    assertThat(wanted).containsExactly(new Fingerprint(3, ahead.hash()));

    var context = vertx.getOrCreateContext();
    var answer = new CompletableFuture<Optional<String>>();
    context.runOnContext(
        now ->
            precedents
                .found(ahead)
                .onSuccess(
                    found -> {
                      assertThat(Vertx.currentContext()).isSameAs(context);
                      answer.complete(found);
                    })
                .onFailure(answer::completeExceptionally));
    var result = TaskResults.done(1, ahead.hash(), "{\"text\":\"x\"}", 1, false, Usage.NONE);
    asked.take().complete(Map.of(wanted.get(0), result));

    assertThat(answer.get()).contains("{\"text\":\"x\"}");
    assertThat(precedents.of(job, TASK)).isEmpty();
    assertThat(asked).isEmpty();
  }

  @Test
  void what_was_looked_up_for_the_job_as_it_was_before_is_not_used() {
    var precedents = precedents();
    precedents.expect(titled("Tides"), List.of(TASK));

    assertThat(precedents.of(titled("Another"), TASK)).isEmpty();
  }

  @Test
  void what_was_looked_up_seconds_ago_is_looked_up_again() {
    var precedents = precedents();
    var job = titled("Tides");
    precedents.expect(job, List.of(TASK));

    now.addAndGet(TimeUnit.SECONDS.toNanos(3));

    assertThat(precedents.of(job, TASK)).isEmpty();
  }

  @Test
  void what_could_not_be_looked_up_is_asked_again() throws InterruptedException {
    var precedents = precedents();
    var job = titled("Tides");
    precedents.expect(job, List.of(TASK));
    asked.take().fail("away");

    var found = precedents.found(precedents.of(job, TASK).orElseThrow());
    asked.take().complete(Map.of());

    assertThat(found.await()).isEmpty();
  }

  @Test
  void what_cannot_be_read_ahead_is_left_to_the_attempt() {
    var precedents = precedents();
    var unreadable = job(1, "[]");

    precedents.expect(unreadable, List.of(TASK));

    assertThat(precedents.of(unreadable, TASK)).isEmpty();
    assertThat(asked).isEmpty();
  }

  /** Takes no result that makes a new task before somebody looked for that one's past. */
  private static final class Slow extends TasksBehind {
    private final Promise<Void> secondLook = Promise.promise();
    private int looks;

    Slow(TaskStore store) {
      super(store);
    }

    @Override
    public Future<List<Refusal>> finish(int node, List<Report> reports, List<Decision> decisions) {
      boolean goesOn = decisions.stream().anyMatch(decision -> !decision.tasks().isEmpty());
      return (goesOn ? secondLook.future() : Future.succeededFuture())
          .compose(now -> store.finish(node, reports, decisions));
    }

    @Override
    public Future<Map<Fingerprint, String>> checkpoints(Set<Fingerprint> all) {
      looks++;
      if (looks == 2) {
        secondLook.complete();
      }
      return store.checkpoints(all);
    }
  }

  @Test
  void the_next_task_is_looked_up_while_the_result_before_it_is_committed() {
    var next = FakeStage.on(2, "b").after(new TaskId("a", 0)).dependsOn(work -> List.of("b"));
    var stores = new ModelStores(InstantSource.system());
    var rig = new Rig(vertx, stores, home, "one", Slow::new, List.of(stage, next)).start();

    var ended = rig.ended(rig.submit(rig.key("k"), Briefs.any()));

    assertThat(ended.state()).isEqualTo(JobState.COMPLETED);
    assertThat(next.runs()).isOne();
  }
}
