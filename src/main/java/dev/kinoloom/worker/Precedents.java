package dev.kinoloom.worker;

import dev.kinoloom.artifact.ArtifactStore;
import dev.kinoloom.codec.Json;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether what a task shall make was made before. For a task that is just being committed this is
 * looked up meanwhile, and its attempt finds the answer here. Safe to use from any thread.
 */
public final class Precedents {
  private static final Logger log = LoggerFactory.getLogger(Precedents.class);
  private static final int MOST_AT_ONCE = 64;

  /** So long an answer is believed: what was not made before may be made by now. */
  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final Vertx vertx;
  private final Pipeline pipeline;
  private final Checkpoints checkpoints;
  private final LongSupplier nanos;
  private final Map<Place, Ahead> ahead = new LinkedHashMap<>();

  private record Place(long job, int no) {}

  private record Expected(TaskId task, JobView job) implements Assignment {}

  /**
   * What is known of a task before its attempt: {@code view} and {@code hash} of the job as it was
   * {@code of}; {@code found}: the value (JSON) that was handed over for that hash, asked {@code
   * at}.
   */
  record Ahead(
      JobSnapshot of, JobView view, String hash, Future<Optional<String>> found, long at) {}

  /** {@code nanos}: a monotonic clock. */
  public Precedents(
      Vertx vertx,
      Pipeline pipeline,
      TaskStore tasks,
      ArtifactStore artifacts,
      LongSupplier nanos) {
    this.vertx = vertx;
    this.nanos = nanos;
    this.pipeline = pipeline;
    this.checkpoints =
        new Checkpoints(new Together<>(vertx, MOST_AT_ONCE, tasks::checkpoints), artifacts);
  }

  /** The tasks {@code nos} of {@code job} will probably be claimed here in a moment. */
  public void expect(JobSnapshot job, List<Integer> nos) {
    try {
      var view = JobViews.of(job, pipeline);
      for (int no : nos) {
        var task = pipeline.task(no);
        var hash = hash(pipeline.stage(task.stage()), new Expected(task, view));
        var found = checkpoints.find(job.key(), hash);
        put(new Place(job.job(), no), new Ahead(job, view, hash, found, nanos.getAsLong()));
      }
    } catch (RuntimeException e) { // their attempts will meet that again, and tell
      log.debug("nothing is looked up ahead job={} cause={}", job.job(), e.toString());
    }
  }

  private void put(Place place, Ahead one) {
    synchronized (ahead) {
      var eldest = ahead.values().iterator();
      while (eldest.hasNext() && !isFresh(eldest.next())) {
        eldest.remove();
      }
      ahead.remove(place);
      ahead.put(place, one);
    }
  }

  private boolean isFresh(Ahead one) {
    return nanos.getAsLong() - one.at() <= FRESH_NANOS;
  }

  /** What was just looked up for {@code job} as it is, not for an earlier look of it; once. */
  Optional<Ahead> of(JobSnapshot job, int no) {
    synchronized (ahead) {
      return Optional.ofNullable(ahead.remove(new Place(job.job(), no)))
          .filter(one -> isFresh(one) && one.of().equals(job));
    }
  }

  /** Its answer, on the context that asks; asked again if there was none. */
  Future<Optional<String>> found(Ahead its) {
    Promise<Optional<String>> here = Promise.promise();
    if (its.found().isComplete()) {
      its.found().onComplete(here);
    } else {
      var context = vertx.getOrCreateContext();
      its.found()
          .onComplete(
              made -> context.runOnContext(now -> here.complete(made)),
              cause -> context.runOnContext(now -> here.fail(cause)));
    }
    return here.future().recover(cause -> find(its.of().key(), its.hash()));
  }

  /** As {@link Checkpoints#find} does. */
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
