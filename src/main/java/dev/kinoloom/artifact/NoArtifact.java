package dev.kinoloom.artifact;

import dev.kinoloom.domain.ArtifactRef;
import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;

/** A key has no such file. */
final class NoArtifact {
  private NoArtifact() {}

  static Failed of(ArtifactRef file) {
    return new Failed(FailureKind.VALIDATION, "There is no artifact %s.".formatted(file.sha256()));
  }
}
