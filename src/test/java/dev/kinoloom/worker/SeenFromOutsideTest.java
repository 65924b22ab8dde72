package dev.kinoloom.worker;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.ops.ContextMdc;
import dev.kinoloom.pipeline.Briefs;
import dev.kinoloom.pipeline.FakeStage;
import dev.kinoloom.pipeline.FakeStage.Made;
import dev.kinoloom.store.model.ModelStores;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Log lines and metrics: what tells, without a debugger, how a job went. */
class SeenFromOutsideTest {
  private static final String OURS = "dev.kinoloom";
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

  private List<ILoggingEvent> aboutTheJob() {
    return List.copyOf(lines.list).stream()
        .filter(line -> !line.getLoggerName().startsWith(OURS + ".membership"))
        .toList();
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

    assertThat(rig.attempts("a", "retry")).isEqualTo(1);
    assertThat(rig.attempts("a", "done")).isEqualTo(2);
    assertThat(rig.registry.counter("kinoloom.tasks.reused", "stage", "a").count()).isEqualTo(1);
    assertThat(rig.registry.counter("kinoloom.jobs.left", "state", "completed").count())
        .isEqualTo(2);
  }
}
