package dev.kinoloom.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinoloom.domain.ArtifactRef;
import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedDirectoryTest {
  private static final Vertx VERTX = Vertx.vertx();
  private Path home = Path.of("unset");
  private SharedDirectory artifacts = new SharedDirectory(VERTX, home);

  @BeforeEach
  void open(@TempDir Path dir) {
    home = dir;
    artifacts = new SharedDirectory(VERTX, dir.resolve("artifacts"));
  }

  @AfterAll
  static void close() {
    VERTX.close().await();
  }

  private Path write(String text) throws IOException {
    return Files.writeString(home.resolve("mine.txt"), text);
  }

  private ArtifactRef keep(int key, Path file) {
    return artifacts.keep(key, file, "text/plain").await();
  }

  @Test
  void what_was_kept_can_be_opened_and_is_named_by_its_content() throws IOException {
    var ref = keep(1, write("tide"));

    assertThat(ref.bytes()).isEqualTo(4);
    assertThat(ref.sha256())
        .isEqualTo("8a28929ac7f9a17e97a421ac2cd63ac73568ebe87bc0cee641a193d91c761577");
    assertThat(artifacts.open(1, ref).await()).hasContent("tide");
  }

  @Test
  void whoever_goes_on_writing_to_his_file_does_not_write_to_ours() throws IOException {
    var mine = write("tide");
    var ref = keep(1, mine);

    Files.writeString(mine, "EBB!");

    assertThat(artifacts.open(1, ref).await()).hasContent("tide");
  }

  @Test
  void the_same_bytes_are_kept_once_however_many_bring_them() throws IOException {
    var mine = write("tide");

    var all =
        Future.all(
            List.of(
                artifacts.keep(1, mine, "text/plain"),
                artifacts.keep(1, mine, "text/plain"),
                artifacts.keep(1, mine, "text/plain")));

    assertThat(List.<Object>copyOf(all.await().list())).containsOnly(keep(1, mine));
    try (var files = Files.walk(home.resolve("artifacts"))) {
      assertThat(files.filter(Files::isRegularFile)).hasSize(1);
    }
  }

  @Test
  void a_key_does_not_see_anothers() throws IOException {
    var ref = keep(1, write("tide"));

    assertThatThrownBy(() -> artifacts.open(2, ref).await())
        .isInstanceOfSatisfying(
            Failed.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.VALIDATION));
  }

  @Test
  void a_file_that_was_cut_short_is_not_there_and_is_mended_when_kept_again() throws IOException {
    var ref = keep(1, write("tide"));
    Files.writeString(artifacts.open(1, ref).await(), "ti");
    assertThatThrownBy(() -> artifacts.open(1, ref).await()).isInstanceOf(Failed.class);

    keep(1, home.resolve("mine.txt"));

    assertThat(artifacts.open(1, ref).await()).hasContent("tide");
  }

  @Test
  void what_is_not_there_cannot_be_kept_and_nothing_is_left() {
    assertThatThrownBy(() -> keep(1, home.resolve("nowhere"))).isInstanceOf(IOException.class);

    assertThat(home.resolve("artifacts/incoming")).isEmptyDirectory();
  }

  @Test
  void what_a_killed_process_left_is_swept_but_not_what_is_being_written() throws IOException {
    var incoming = Files.createDirectories(home.resolve("artifacts/incoming"));
    Files.writeString(incoming.resolve("half"), "ti");
    var written = Files.getLastModifiedTime(incoming.resolve("half")).toInstant();

    assertThat(artifacts.sweep(written).await()).isZero();
    assertThat(artifacts.sweep(written.plusSeconds(1)).await()).isEqualTo(1);

    assertThat(incoming).isEmptyDirectory();
  }

  @Test
  void sweeping_what_was_never_used_is_no_fault() {
    assertThat(artifacts.sweep(Instant.EPOCH).await()).isZero();
  }
}
