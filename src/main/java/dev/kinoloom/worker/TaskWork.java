package dev.kinoloom.worker;

import dev.kinoloom.artifact.ArtifactStore;
import dev.kinoloom.domain.ArtifactRef;
import dev.kinoloom.pipeline.JobView;
import dev.kinoloom.pipeline.PaidCalls;
import dev.kinoloom.pipeline.TaskId;
import dev.kinoloom.pipeline.Work;
import dev.kinoloom.provider.Blocking;
import dev.kinoloom.provider.Call;
import io.vertx.core.Future;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a stage is given for one attempt. {@code waited}: for something outside, before it; {@code
 * text}: the source, if it is no artifact.
 */
record TaskWork(
    TaskId task,
    JobView job,
    Attempt running,
    Duration waited,
    int key,
    ArtifactStore artifacts,
    ProviderGuard guard,
    Blocking blocking,
    PaidCalls paid,
    @Nullable String text)
    implements Work {
  /** The same task, to be ended by another attempt. */
  TaskWork by(Attempt other) {
    return new TaskWork(task, job, other, waited, key, artifacts, guard, blocking, paid, text);
  }

  @Override
  public int attempt() {
    return running.claim().attempt();
  }

  @Override
  public Call call() {
    return running;
  }

  @Override
  public Future<Path> open(ArtifactRef file) {
    var kept = text;
    if (kept != null && file.equals(job.brief().source())) {
      return blocking.run(() -> Files.writeString(running.scratch().resolve("source.txt"), kept));
    }
    return artifacts
        .open(key, file)
        .map(
            local -> {
              running.reads(local);
              return local.path();
            });
  }

  @Override
  public Future<ArtifactRef> keep(Path file, String mediaType) {
    return artifacts.keep(key, file, mediaType);
  }

  @Override
  public <T> Future<T> guard(String provider, Supplier<Future<T>> call) {
    return guard.call(provider, running, call);
  }
}
