package dev.kinoloom.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kinoloom.chaos.SmallDisk;
import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory of artifacts on a real file system that is full. */
class FullShareIT {
  private final Vertx vertx = Vertx.vertx();

  @Test
  void whose_file_finds_no_room_is_told_so_and_only_operators_are_told_where(
      @TempDir Path directory) throws Exception {
    try (var disk = new SmallDisk(directory.resolve("share"))) {
      assumeTrue(disk.isReal(), "mounting is not allowed here");
      var share = new SharedDirectory(vertx, directory.resolve("share"));
      var film = Files.writeString(directory.resolve("film.mp4"), "frames".repeat(10_000));
      disk.fill();

      assertThatThrownBy(() -> share.keep(6, film, "video/mp4").await())
          .isInstanceOfSatisfying(
              Failed.class,
              e -> {
                assertThat(e.kind()).isEqualTo(FailureKind.RESOURCES);
                assertThat(e.failure().message())
                    .contains("is full; make room")
                    .doesNotContain(directory.toString());
                assertThat(e.failure().forOperators()).contains(directory.toString());
              });
    } finally {
      vertx.close().await();
    }
  }
}
