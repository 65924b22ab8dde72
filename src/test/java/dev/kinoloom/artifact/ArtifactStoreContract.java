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
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every artifact store promises. */
abstract class ArtifactStoreContract {
  final Vertx vertx = Vertx.vertx();
  Path home = Path.of("unset");
  ArtifactStore artifacts = new SharedDirectory(vertx, home);

  /** A node with the same place; {@code home} is its own directory. */
  abstract ArtifactStore node(Path home) throws Exception;

  /** Cuts what the place holds of the file of key 1. */
  abstract void cutShort(ArtifactRef ref) throws IOException;

  /** How many files the place holds. */
  abstract int held() throws IOException;

  /** Large for this store: it goes in several pieces. */
  abstract int largeBytes();

  static void leave(ArtifactStore node) {
    node.close().await();
  }

  @BeforeEach
  void open(@TempDir Path dir) throws Exception {
    home = dir;
    artifacts = node(Files.createDirectories(dir.resolve("node")));
  }

  @AfterEach
  void close() {
    leave(artifacts);
    vertx.close().await();
  }

  Path write(String text) throws IOException {
    return Files.writeString(home.resolve("mine.txt"), text);
  }

  ArtifactRef keep(int key, Path file) {
    return artifacts.keep(key, file, "text/plain").await();
  }

  String read(int key, ArtifactRef ref) throws IOException {
    try (var file = artifacts.open(key, ref).await()) {
      return Files.readString(file.path());
    }
  }

  static void assertFails(FailureKind kind, ThrowingCallable what) {
    assertThatThrownBy(what)
        .isInstanceOfSatisfying(Failed.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }

  @Test
  void what_was_kept_can_be_opened_and_is_named_by_its_content() throws IOException {
    var ref = keep(1, write("tide"));

    assertThat(ref.bytes()).isEqualTo(4);
    assertThat(ref.sha256())
        .isEqualTo("8a28929ac7f9a17e97a421ac2cd63ac73568ebe87bc0cee641a193d91c761577");
    assertThat(artifacts.has(1, ref).await()).isTrue();
    assertThat(read(1, ref)).isEqualTo("tide");
  }

  @Test
  void whoever_goes_on_writing_to_his_file_does_not_write_to_ours() throws IOException {
    var mine = write("tide");
    var ref = keep(1, mine);

    Files.writeString(mine, "EBB!");

    assertThat(read(1, ref)).isEqualTo("tide");
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
    assertThat(held()).isEqualTo(1);
  }

  @Test
  void a_key_does_not_see_anothers() throws IOException {
    var ref = keep(1, write("tide"));

    assertThat(artifacts.has(2, ref).await()).isFalse();
    assertFails(FailureKind.VALIDATION, () -> artifacts.open(2, ref).await());
  }

  @Test
  void nothing_has_a_name_too() throws IOException {
    var ref = keep(1, write(""));

    assertThat(ref.bytes()).isZero();
    assertThat(read(1, ref)).isEmpty();
  }

  @Test
  void what_is_not_there_cannot_be_kept() throws IOException {
    assertThatThrownBy(() -> keep(1, home.resolve("nowhere")))
        .isInstanceOf(NoSuchFileException.class);

    assertThat(held()).isZero();
  }

  @Test
  void what_one_node_keeps_every_other_reads(@TempDir Path elsewhere) throws Exception {
    var large = new byte[largeBytes()];
    new Random(7).nextBytes(large);
    var ref = keep(1, Files.write(home.resolve("mine.bin"), large));

    var other = node(elsewhere);
    try (var file = other.open(1, ref).await()) {
      assertThat(Arrays.equals(Files.readAllBytes(file.path()), large)).isTrue();
    } finally {
      leave(other);
    }
  }

  @Test
  void a_file_that_was_cut_short_is_not_there_and_is_mended_when_kept_again(@TempDir Path elsewhere)
      throws Exception {
    var ref = keep(1, write("tide"));
    cutShort(ref);
    assertThat(artifacts.has(1, ref).await()).isFalse();

    keep(1, home.resolve("mine.txt"));

    var other = node(elsewhere);
    try (var file = other.open(1, ref).await()) {
      assertThat(file.path()).hasContent("tide");
    } finally {
      leave(other);
    }
  }

  @Test
  void many_read_the_same_at_once() throws IOException {
    var ref = keep(1, write("tide"));

    var all = Future.all(Stream.generate(() -> artifacts.open(1, ref)).limit(20).toList()).await();

    assertThat(all.<LocalFile>list())
        .allSatisfy(file -> assertThat(file.path()).hasContent("tide"));
    all.<LocalFile>list().forEach(LocalFile::close);
  }
}
