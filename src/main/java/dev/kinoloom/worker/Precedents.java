package dev.kinoloom.worker;

import dev.kinoloom.artifact.ArtifactStore;
import dev.kinoloom.codec.Json;
import dev.kinoloom.codec.Remembered;
import dev.kinoloom.domain.JobSnapshot;
import dev.kinoloom.pipeline.Assignment;
import dev.kinoloom.pipeline.JobView;
import dev.kinoloom.pipeline.JobViews;
import dev.kinoloom.pipeline.Pipeline;
import dev.kinoloom.pipeline.Stage;
import dev.kinoloom.pipeline.TaskId;
import dev.kinoloom.store.TaskStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether what a task shall make was made before. For a task that is just being committed this is
 * looked up meanwhile, and its attempt finds the answer here. Safe to use from any thread.
 */
public final class Precedents {
  private static final Logger log = LoggerFactory.getLogger(Precedents.class);
  private static final int MOST_AT_ONCE = 64;
  private static final long MOST_CHARS = 4L << 20;

  private final Vertx vertx;
  private final Pipeline pipeline;
  private final Checkpoints checkpoints;
  private final Remembered<Place, Ahead> ahead =
      new Remembered<>(MOST_CHARS, (place, one) -> one.of().payload().length());

  private record Place(long job, int no) {}

  private record Expected(TaskId task, JobView job) implements Assignment {}

  /**
   * What is known of a task before its attempt: {@code view} and {@code hash} of the job as it was
   * {@code of}; {@code found}: the value (JSON) that was handed over for that hash.
   */
  record Ahead(JobSnapshot of, JobView view, String hash, Future<Optional<String>> found) {}

  public Precedents(Vertx vertx, Pipeline pipeline, TaskStore tasks, ArtifactStore artifacts) {
    this.vertx = vertx;
    this.pipeline = pipeline;
    this.checkpoints =
        new Checkpoints(new Together<>(vertx, MOST_AT_ONCE, tasks::checkpoints), artifacts);
  }

  /** The task {@code no} of {@code job} will probably be claimed here in a moment. */
  public void expect(JobSnapshot job, int no) {
    try {
      var task = pipeline.task(no);
      var view = JobViews.of(job, pipeline);
      var hash = hash(pipeline.stage(task.stage()), new Expected(task, view));
      var found = find(job.key(), hash);
      ahead.put(new Place(job.job(), no), new Ahead(job, view, hash, found));
    } catch (RuntimeException e) { // its attempt will meet that again, and tell
      log.debug("nothing is looked up ahead job={} no={} cause={}", job.job(), no, e.toString());
    }
  }

  /** What was looked up ahead for {@code job} as it is, not for an earlier look of it; once. */
  Optional<Ahead> of(JobSnapshot job, int no) {
    var place = new Place(job.job(), no);
    var one = Optional.ofNullable(ahead.get(place));
    ahead.forget(place);
    return one.filter(its -> its.of().equals(job));
  }

  /** Its answer, on the context that asks. */
  Future<Optional<String>> found(Ahead its) {
    if (its.found().isComplete()) {
      return its.found();
    }
    Promise<Optional<String>> here = Promise.promise();
    var context = vertx.getOrCreateContext();
    its.found()
        .onComplete(
            made -> context.runOnContext(now -> here.complete(made)),
            cause -> context.runOnContext(now -> here.fail(cause)));
    return here.future();
  }

  /**
   * The value (JSON) that a task with the same hash handed over; empty when there is none, when one
   * of its files is gone, or when it cannot be read: then the work is done again.
   */
  Future<Optional<String>> find(int key, String hash) {
    return checkpoints.find(key, hash);
  }

  /** Of all that the result depends on. */
  static String hash(Stage stage, Assignment work) {
    var spec = stage.spec();
    return Json.hash(
        Map.of("stage", spec.name(), "version", spec.version(), "inputs", stage.fingerprint(work)));
  }
}
