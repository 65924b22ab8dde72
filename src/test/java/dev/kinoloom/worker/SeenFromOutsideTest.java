package dev.kinoloom.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.kinoloom.codec.FactData;
import dev.kinoloom.codec.TaskResults;
import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.JobProgress;
import dev.kinoloom.ops.ContextMdc;
import dev.kinoloom.pipeline.Briefs;
import dev.kinoloom.pipeline.FakeStage;
import dev.kinoloom.pipeline.FakeStage.Made;
import dev.kinoloom.provider.Call;
import dev.kinoloom.provider.Child;
import dev.kinoloom.store.model.ModelStores;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Log lines and metrics: what tells, without a debugger, how a job went. */
class SeenFromOutsideTest {
  private static final String OURS = "dev.kinoloom";
  private static final Set<String> ROOMS_OF_A_JOB = Set.of("orchestrator", "worker", "stage");
  private final Logger ours = (Logger) LoggerFactory.getLogger(OURS);
  private final Vertx vertx = Vertx.vertx();
  private final ModelStores stores = new ModelStores(InstantSource.system());
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void listen() {
    ContextMdc.install();
    var context = (LoggerContext) LoggerFactory.getILoggerFactory();
    lines.setContext(context);
    lines.start();
    ours.addAppender(lines);
    ours.setLevel(Level.INFO);
  }

  @AfterEach
  void close() {
    ours.detachAppender(lines);
    ours.setLevel(null);
    vertx.close().await();
  }

  @Test
  void lines_of_a_job_bear_its_id_and_that_of_the_request_that_brought_it(@TempDir Path home) {
    var fromInside = LoggerFactory.getLogger(OURS + ".stage.Talkative");
    var stage =
        FakeStage.on(1, "a")
            .does(
                work ->
                    vertx
                        .executeBlocking(
                            () -> {
                              fromInside.info("from a worker thread");
                              return null;
                            },
                            false)
                        .compose(none -> vertx.timer(1))
                        .map(
                            late -> {
                              fromInside.info("after a wait");
                              if (work.attempt() == 1) {
                                throw new Failed(FailureKind.CONNECTION, "It broke.");
                              }
                              return new Made("x");
                            }));
    var rig = new Rig(vertx, stores, home, "one", tasks -> tasks, List.of(stage)).start();

    long job = rig.submit(rig.key("k"), Briefs.any());
    rig.ended(job);

    assertThat(messages())
        .contains("task starts", "task failed", "task done", "job leaves its lane")
        .contains("from a worker thread", "after a wait");
    assertThat(aboutTheJob())
        .isNotEmpty()
        .allSatisfy(
            line ->
                assertThat(line.getMDCPropertyMap())
                    .as(line.getFormattedMessage())
                    .containsAllEntriesOf(
                        Map.of("job", Long.toString(job), "correlation", Briefs.CORRELATION)));
  }

  private String messages() {
    return String.join("\n", aboutTheJob().stream().map(ILoggingEvent::getMessage).toList());
  }

  /** A node also speaks of itself, and what another test left behind may speak late. */
  private List<ILoggingEvent> aboutTheJob() {
    return List.copyOf(lines.list).stream()
        .filter(line -> ROOMS_OF_A_JOB.contains(room(line)))
        .toList();
  }

  private static String room(ILoggingEvent line) {
    return line.getLoggerName().split("\\.", -1)[2];
  }

  @Test
  void attempts_are_counted_by_stage_and_outcome(@TempDir Path home) {
    var stage =
        FakeStage.on(1, "a")
            .does(
                work ->
                    work.attempt() == 1
                        ? Future.failedFuture(new Failed(FailureKind.CONNECTION, "It broke."))
                        : Future.succeededFuture(new Made("x")));
    var rig = new Rig(vertx, stores, home, "one", tasks -> tasks, List.of(stage)).start();
    int key = rig.key("k");

    rig.ended(rig.submit(key, Briefs.any()));
    rig.ended(rig.submit(key, Briefs.any()));

    assertThat(counted(rig, "retry", "1")).isEqualTo(1);
    assertThat(counted(rig, "done", "2")).isEqualTo(1);
    assertThat(counted(rig, "done", "1")).isEqualTo(1);
    assertThat(rig.attempts("a", "retry")).isEqualTo(1);
    assertThat(rig.attempts("a", "done")).isEqualTo(2);
    assertThat(rig.registry.counter("kinoloom.tasks.reused", "stage", "a").count()).isEqualTo(1);
    assertThat(rig.registry.get("kinoloom.job.duration").tag("state", "completed").timer().count())
        .isEqualTo(2);
    assertThat(rig.registry.counter("kinoloom.jobs.left", "state", "completed").count())
        .isEqualTo(2);
  }

  private static double counted(Rig rig, String outcome, String attempt) {
    return rig.registry
        .counter("kinoloom.task.attempts", "stage", "a", "outcome", outcome, "attempt", attempt)
        .count();
  }

  @Test
  void what_each_attempt_takes_is_measured_and_remembered(@TempDir Path home) {
    var blocking = new CountedBlocking(vertx::executeBlocking);
    var stage =
        FakeStage.on(1, "a")
            .does(
                work ->
                    blocking
                        .run(() -> spend(work.call()))
                        .compose(
                            done ->
                                work.attempt() == 1
                                    ? Future.failedFuture(
                                        new Failed(FailureKind.CONNECTION, "It broke."))
                                    : Future.succeededFuture(new Made("x"))));
    var rig = new Rig(vertx, stores, home, "one", tasks -> tasks, List.of(stage)).start();

    long job = rig.submit(rig.key("k"), Briefs.any());
    rig.ended(job);

    var both = JobProgress.NONE.with(rig.facts(job).stream().map(FactData::read).toList());
    var used = both.status(Instant.EPOCH).used();
    assertThat(used.cpuMillis()).isGreaterThan(2 * (200 + 100));
    assertThat(used.peakBytes()).isGreaterThan(200_000);
    assertThat(used.cost()).isEqualTo(2 * 0.75);
    var once = TaskResults.used(String.valueOf(rig.resultOf(job)));
    assertThat(once.cpuMillis()).isBetween(300L, used.cpuMillis() - 300);
    assertThat(once.cost()).isEqualTo(0.75);
    var cpu = rig.registry.get("kinoloom.task.cpu").tag("stage", "a").timer();
    assertThat(cpu.count()).isEqualTo(2);
    assertThat(cpu.totalTime(TimeUnit.MILLISECONDS))
        .isEqualTo((double) used.cpuMillis(), within(1.0));
    assertThat(rig.registry.get("kinoloom.task.memory.peak").tag("stage", "a").summary().max())
        .isEqualTo((double) Objects.requireNonNull(used.peakBytes()));
    assertThat(rig.registry.get("kinoloom.provider.cost").tag("provider", "p").counter().count())
        .isEqualTo(1.5);
  }

  /** 200 ms of a thread, more than 100 ms of a child, and some money. */
  private static boolean spend(Call call) {
    var threads = ManagementFactory.getThreadMXBean();
    long end = threads.getCurrentThreadCpuTime() + 200_000_000;
    while (threads.getCurrentThreadCpuTime() < end) {
      Thread.onSpinWait();
    }
    try {
      Files.createDirectories(call.scratch());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var loop = "i=0; while [ $i -lt 400000 ]; do i=$((i+1)); done";
    Child.of("sh", List.of("sh", "-c", loop)).run(call).expectSuccess();
    call.costs("p", 0.75);
    return true;
  }

  @Test
  void a_price_that_nobody_knows_makes_the_cost_unknown_not_zero(@TempDir Path home) {
    var stage =
        FakeStage.on(1, "a")
            .does(
                work -> {
                  work.call().costs("known", 1.0);
                  work.call().costs("unknown", null);
                  return Future.succeededFuture(new Made("x"));
                });
    var rig = new Rig(vertx, stores, home, "one", tasks -> tasks, List.of(stage)).start();

    long job = rig.submit(rig.key("k"), Briefs.any());
    rig.ended(job);

    assertThat(TaskResults.used(String.valueOf(rig.resultOf(job))).cost()).isNull();
    assertThat(rig.registry.get("kinoloom.provider.cost").counter().count()).isEqualTo(1.0);
    assertThat(rig.registry.get("kinoloom.provider.unpriced").tag("provider", "unknown").counter())
        .extracting(counter -> counter.count())
        .isEqualTo(1.0);
  }
}
