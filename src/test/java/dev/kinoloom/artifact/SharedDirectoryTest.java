package dev.kinoloom.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.domain.ArtifactRef;
import dev.kinoloom.domain.FailureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
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

  private static Set<String> permissions(Path root, Predicate<Path> which) throws IOException {
    try (var all = Files.walk(root)) {
      var found = new TreeSet<String>();
      for (var one : all.filter(which).filter(path -> !path.equals(root)).toList()) {
        found.add(PosixFilePermissions.toString(Files.getPosixFilePermissions(one)));
      }
      return found;
    }
  }

  private static void set(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  @Test
  void what_is_kept_is_for_its_owner_alone() throws IOException {
    keep(1, write("tide"));

    var root = home.resolve("artifacts");
    PlaceMark.of(root, "id");
    assertThat(permissions(root, Files::isDirectory)).containsExactly("rwx------");
    assertThat(permissions(root, Files::isRegularFile)).containsExactly("rw-------");
  }

  @Test
  void where_a_group_may_write_to_the_directory_its_members_may_read_too() throws IOException {
    var root = Files.createDirectories(home.resolve("artifacts"));
    set(root, "rwxrwxr-x");

    keep(1, write("tide"));

    PlaceMark.of(root, "id");
    assertThat(permissions(root, Files::isDirectory)).containsExactly("rwxrwx---");
    assertThat(permissions(root, Files::isRegularFile)).containsExactly("rw-r-----");
  }

  @Test
  void what_an_earlier_version_left_open_is_closed_at_the_start() throws IOException {
    keep(1, write("tide"));
    var root = home.resolve("artifacts");
    set(root.resolve("1"), "rwxr-xr-x");
    set(root.resolve("incoming"), "rwxr-xr-x");

    directory().sweep(Instant.EPOCH).await();

    assertThat(permissions(root, Files::isDirectory)).containsExactly("rwx------");
  }

  @Test
  void nothing_is_kept_in_a_directory_that_lost_its_id() throws IOException {
    var root = Files.createDirectories(home.resolve("artifacts"));
    var marked = new SharedDirectory(vertx, root, true);
    var file = write("tide");

    assertFails(FailureKind.RESOURCES, () -> marked.keep(1, file, "text/plain").await());
    assertThat(root).as("as an empty mount point is").isEmptyDirectory();
    PlaceMark.of(root, "id");
    assertThat(marked.keep(1, file, "text/plain").await().bytes()).isEqualTo(4);
  }

  @Test
  void sweeping_what_was_never_used_is_no_fault() {
    assertThat(directory().sweep(Instant.EPOCH).await()).isZero();
  }
}
