package dev.kinoloom.pipeline;

import dev.kinoloom.domain.ArtifactRef;
import dev.kinoloom.provider.Call;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;

/** One attempt of one task, as its stage sees it. */
public interface Work extends Assignment {
  /** 1 for the first. */
  int attempt();

  /** How long before this attempt something outside was waited for; zero = nothing was. */
  Duration waited();

  /** Scratch directory, progress, stop signal, time left. */
  Call call();

  /** A readable local copy of a stored file; not to be written to. */
  Future<Path> open(ArtifactRef file);

  /** Keeps a file of the scratch directory for good; the same bytes give the same reference. */
  Future<ArtifactRef> keep(Path file, String mediaType);

  /** Calls a provider behind its time-out and circuit breaker, and measures it. */
  <T> Future<T> guard(String provider, Supplier<Future<T>> call);

  /** Calls that cost money. */
  PaidCalls paid();
}
