package dev.kinoloom.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchDirTest {
  @Test
  void each_lease_has_a_directory_of_its_own(@TempDir Path root) {
    var scratch = new ScratchDir(root);

    assertThat(scratch.of(Claims.of(7, 1, 1)).made()).isEqualTo(root.resolve("7-1-1"));
    assertThat(scratch.of(Claims.of(7, 1, 2)).made()).isEqualTo(root.resolve("7-1-2"));
  }

  @Test
  void a_directory_is_there_from_when_it_is_first_asked_for(@TempDir Path root) throws IOException {
    var place = new ScratchDir(root.resolve("all")).of(Claims.of(7, 1, 1));
    place.remove();
    assertThat(place.isMade()).isFalse();
    assertThat(root).isEmptyDirectory();

    assertThat(place.made()).isEmptyDirectory().isEqualTo(place.made());
    assertThat(place.isMade()).isTrue();
    place.remove();
    assertThat(root.resolve("all")).isEmptyDirectory();
  }

  @Test
  void everything_below_goes_and_links_are_not_followed(@TempDir Path root) throws IOException {
    var kept = Files.writeString(root.resolve("kept.txt"), "kept");
    var scratch = Files.createDirectories(root.resolve("7-1-1/deep"));
    Files.createDirectories(scratch.resolve("deeper"));
    Files.writeString(scratch.resolve("a"), "a");
    Files.createSymbolicLink(scratch.resolve("link"), kept);
    Files.createSymbolicLink(scratch.resolve("dangling"), root.resolve("nowhere"));
    Files.createSymbolicLink(scratch.resolve("up"), root);

    ScratchDir.remove(root.resolve("7-1-1"));

    assertThat(root.resolve("7-1-1")).doesNotExist();
    assertThat(kept).hasContent("kept");
  }

  @Test
  void what_is_not_there_is_gone_already(@TempDir Path root) throws IOException {
    ScratchDir.remove(root.resolve("never"));

    assertThat(root).isEmptyDirectory();
  }
}
