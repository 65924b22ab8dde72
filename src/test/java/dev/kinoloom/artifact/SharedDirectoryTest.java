package dev.kinoloom.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.domain.ArtifactRef;
import dev.kinoloom.domain.FailureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SharedDirectoryTest extends ArtifactStoreContract {
  private SharedDirectory directory() {
    return new SharedDirectory(vertx, home.resolve("artifacts"));
  }

  @Override
  ArtifactStore node(Path ofTheNode) {
    return directory();
  }

  @Override
  void cutShort(ArtifactRef ref) throws IOException {
    Files.writeString(artifacts.open(1, ref).await().path(), "ti");
  }

  @Override
  int held() throws IOException {
    if (!Files.exists(home.resolve("artifacts"))) {
      return 0;
    }
    try (var files = Files.walk(home.resolve("artifacts"))) {
      return (int) files.filter(Files::isRegularFile).count();
    }
  }

  @Override
  int largeBytes() {
    return 200_000;
  }

  @Test
  void a_file_that_was_cut_short_cannot_be_opened() throws IOException {
    var ref = keep(1, write("tide"));
    cutShort(ref);

    assertFails(FailureKind.VALIDATION, () -> artifacts.open(1, ref).await());
  }

  @Test
  void what_a_killed_process_left_is_swept_but_not_what_is_being_written() throws IOException {
    var incoming = Files.createDirectories(home.resolve("artifacts/incoming"));
    Files.writeString(incoming.resolve("half"), "ti");
    var written = Files.getLastModifiedTime(incoming.resolve("half")).toInstant();

    assertThat(directory().sweep(written).await()).isZero();
    assertThat(directory().sweep(written.plusSeconds(1)).await()).isEqualTo(1);

    assertThat(incoming).isEmptyDirectory();
  }

  @Test
  void sweeping_what_was_never_used_is_no_fault() {
    assertThat(directory().sweep(Instant.EPOCH).await()).isZero();
  }
}
