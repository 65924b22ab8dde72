package dev.kinoloom.stage;

import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.Likeness;
import dev.kinoloom.domain.Script;
import dev.kinoloom.pipeline.Assignment;
import dev.kinoloom.pipeline.JobView;
import dev.kinoloom.pipeline.Retries;
import dev.kinoloom.pipeline.Stage;
import dev.kinoloom.pipeline.StageSpec;
import dev.kinoloom.pipeline.TaskPlan;
import dev.kinoloom.pipeline.Work;
import dev.kinoloom.provider.Blocking;
import dev.kinoloom.provider.ScriptProvider;
import dev.kinoloom.provider.ScriptProvider.Request;
import dev.kinoloom.provider.Writers;
import dev.kinoloom.stage.Artifacts.CheckedBrief;
import io.vertx.core.Future;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the script written by the writer that is preferred among those who can; when one fails for
 * good the next writes, and the script says who wrote it.
 */
public final class ScriptStage implements Stage {
  private static final Logger LOG = LoggerFactory.getLogger(ScriptStage.class);
  private static final StageSpec SPEC =
      new StageSpec("script", "Script", 2, 1, 4, Duration.ofMinutes(6), Retries.LOCAL);

  /** Attempts in which a writer may fail in a passing way before the next one is asked. */
  private static final int PATIENCE = 2;

  private final Writers writers;
  private final Blocking blocking;

  public ScriptStage(Writers writers, Blocking blocking) {
    this.writers = writers;
    this.blocking = blocking;
  }

  @Override
  public StageSpec spec() {
    return SPEC;
  }

  @Override
  public List<TaskPlan> plan(JobView job) {
    return List.of(new TaskPlan(0, List.of(Artifacts.BRIEF.part(0)), 1));
  }

  @Override
  public Object fingerprint(Assignment work) {
    var brief = work.job().brief();
    return Map.of(
        "checked", work.job().read(Artifacts.BRIEF, 0),
        "seconds", brief.seconds(),
        "audience", brief.audience(),
        "goal", brief.goal(),
        "writers", able(work).stream().map(ScriptProvider::fingerprint).toList());
  }

  @Override
  public Likeness likeness(Work work) {
    var writer = able(work).stream().findFirst().map(ScriptProvider::id).orElse("");
    return Likeness.of(SPEC.name(), writer, "", work.job().brief().seconds());
  }

  @Override
  public Future<Script> run(Work work) {
    var checked = work.job().read(Artifacts.BRIEF, 0);
    return work.open(checked.text())
        .compose(file -> blocking.run(() -> Files.readString(file)))
        .compose(text -> write(able(work), request(work, checked, text), work));
  }

  private List<ScriptProvider> able(Assignment work) {
    var checked = work.job().read(Artifacts.BRIEF, 0);
    return writers.able(checked.kind(), checked.language(), work.job().brief().preset());
  }

  private static Request request(Work work, CheckedBrief checked, String text) {
    return new Request(
        work.job().brief(),
        checked.kind(),
        checked.title(),
        text,
        checked.language(),
        checked.wordsPerMinute());
  }

  private static Future<Script> write(List<ScriptProvider> able, Request request, Work work) {
    var writer = able.get(0);
    var written = work.guard(writer.id(), () -> writer.write(request, work.call()));
    if (able.size() == 1) {
      return written;
    }
    return written.recover(
        failure -> {
          if (work.call().stopped() || !isForGood(failure, work)) {
            return Future.failedFuture(failure);
          }
          var next = able.subList(1, able.size());
          LOG.warn(
              "script: next={} after={} reason={}",
              next.get(0).id(),
              writer.id(),
              String.valueOf(failure.getMessage()));
          return write(next, request, work);
        });
  }

  private static boolean isForGood(Throwable failure, Work work) {
    return !(failure instanceof Failed failed)
        || !failed.kind().retryable()
        || work.attempt() >= PATIENCE;
  }
}
