package dev.kinoloom.api;

import dev.kinoloom.artifact.ArtifactStore;
import dev.kinoloom.domain.ArtifactRef;
import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.Invalid;
import dev.kinoloom.provider.Blocking;
import dev.kinoloom.provider.Call;
import dev.kinoloom.provider.Inspection;
import dev.kinoloom.provider.QuickCall;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Keeps own pictures, clips and music, if they can be shown or heard later. */
public final class Admission {
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final ArtifactStore artifacts;
  private final Allowance allowance;
  private final Blocking blocking;
  private final Path scratch;
  private final Inspection inspection;

  /** {@code scratch}: an existing directory on the disk of the artifacts. */
  public Admission(
      ArtifactStore artifacts,
      Allowance allowance,
      Blocking blocking,
      Path scratch,
      Inspection inspection) {
    this.artifacts = artifacts;
    this.allowance = allowance;
    this.blocking = blocking;
    this.scratch = scratch;
    this.inspection = inspection;
  }

  private record Good(Path file, long bytes, String mediaType) {}

  /**
   * Stores {@code file}, or what was made of it so that it can be shown. Fails with {@link Invalid}
   * on {@code field}, with a problem when the key's files would take more than they may.
   */
  public Future<ArtifactRef> keep(int key, Path file, String field) {
    return blocking
        .run(() -> QuickCall.in(scratch, LONGEST))
        .compose(
            call ->
                blocking
                    .run(() -> inspected(file, field, call))
                    .compose(good -> keep(key, good))
                    .eventually(() -> blocking.run(() -> closed(call))));
  }

  private Future<ArtifactRef> keep(int key, Good good) {
    return allowance
        .take(key, good.bytes())
        .compose(
            none ->
                artifacts
                    .keep(key, good.file(), good.mediaType())
                    .onFailure(e -> allowance.giveBack(key, good.bytes()))
                    .compose(ref -> allowance.kept(key, good.bytes()).map(ref)));
  }

  private Good inspected(Path file, String field, Call call) throws IOException {
    var type = type(file, field);
    try {
      var kept = inspection.admit(file, type, call);
      return new Good(kept, Files.size(kept), type(kept, field));
    } catch (Failed e) {
      throw e.kind() == FailureKind.VALIDATION ? new Invalid(field, e.failure().message()) : e;
    }
  }

  private static String type(Path file, String field) throws IOException {
    return KnownMedia.read(file)
        .orElseThrow(
            () -> new Invalid(field, "is none of the kinds that are taken: " + KnownMedia.NAMES));
  }

  private static boolean closed(QuickCall call) throws IOException {
    call.close();
    return true;
  }
}
