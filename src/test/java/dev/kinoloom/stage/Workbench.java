package dev.kinoloom.stage;

import dev.kinoloom.domain.ArtifactRef;
import dev.kinoloom.pipeline.JobView;
import dev.kinoloom.pipeline.PaidCalls;
import dev.kinoloom.pipeline.TaskId;
import dev.kinoloom.pipeline.Work;
import dev.kinoloom.provider.Call;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where stages of a test do their tasks: files stay where they are, whom they ask is noted. */
class Workbench {
  private final Map<ArtifactRef, Path> kept = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private final NotedCalls paid = new NotedCalls();
  private Duration waited = Duration.ZERO;
  private @Nullable RuntimeException refusal;

  /** A reference of its own for each file. */
  ArtifactRef keep(Path file, String mediaType) {
    try {
      var ref = new ArtifactRef("%064x".formatted(kept.size() + 1), Files.size(file), mediaType);
      put(ref, file);
      return ref;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void put(ArtifactRef ref, Path file) {
    kept.put(ref, file);
  }

  Path file(ArtifactRef ref) {
    var file = kept.get(ref);
    if (file == null) {
      throw new AssertionError("never kept: " + ref);
    }
    return file;
  }

  /** No call gets through to a provider. */
  void refuse(RuntimeException why) {
    refusal = why;
  }

  /** For something outside, before the attempts that come. */
  void waited(Duration before) {
    waited = before;
  }

  /** What is written down of calls that cost money. */
  NotedCalls paid() {
    return paid;
  }

  /** The providers that were asked, in order. */
  List<String> asked() {
    return asked;
  }

  Work task(TaskId task, int attempt, JobView job, Call call) {
    return new Task(task, attempt, job, call);
  }

  private final class Task implements Work {
    private final TaskId task;
    private final int attempt;
    private final JobView job;
    private final Call call;

    Task(TaskId task, int attempt, JobView job, Call call) {
      this.task = task;
      this.attempt = attempt;
      this.job = job;
      this.call = call;
    }

    @Override
    public TaskId task() {
      return task;
    }

    @Override
    public int attempt() {
      return attempt;
    }

    @Override
    public JobView job() {
      return job;
    }

    @Override
    public Call call() {
      return call;
    }

    @Override
    public Future<Path> open(ArtifactRef file) {
      return Future.succeededFuture(Workbench.this.file(file));
    }

    @Override
    public Future<ArtifactRef> keep(Path file, String mediaType) {
      return Future.succeededFuture(Workbench.this.keep(file, mediaType));
    }

    @Override
    public <T> Future<T> guard(String provider, Supplier<Future<T>> ask) {
      asked.add(provider);
      return refusal == null ? ask.get() : Future.failedFuture(refusal);
    }

    @Override
    public Duration waited() {
      return waited;
    }

    @Override
    public PaidCalls paid() {
      return paid;
    }
  }
}
