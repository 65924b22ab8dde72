package dev.kinoloom.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaceMarkTest {
  @TempDir Path directory;

  @Test
  void a_place_keeps_the_first_id_that_it_is_given() throws Exception {
    var root = directory.resolve("not/there/yet");

    assertThat(PlaceMark.of(root, "first")).isEqualTo("first");
    assertThat(PlaceMark.of(root, "second")).isEqualTo("first");
    assertThat(root).isDirectoryContaining(file -> file.equals(PlaceMark.file(root)));
    try (var files = Files.list(root)) {
      assertThat(files).as("nothing else is left").hasSize(1);
    }
  }

  @Test
  void to_look_for_an_id_makes_nothing() throws Exception {
    var root = directory.resolve("share");

    assertThat(PlaceMark.in(root)).isEmpty();
    assertThat(root).doesNotExist();
    PlaceMark.of(root, "first");
    assertThat(PlaceMark.in(root)).contains("first");
  }

  @Test
  void an_id_may_be_written_by_hand() throws Exception {
    Files.writeString(PlaceMark.file(directory), "  restored \n");

    assertThat(PlaceMark.of(directory, "fresh")).isEqualTo("restored");
  }

  @Test
  void all_who_come_at_once_hear_the_same_id() throws Exception {
    var all = Executors.newFixedThreadPool(8);
    try {
      for (int round = 0; round < 20; round++) {
        var root = directory.resolve("round-" + round);
        var together = new CyclicBarrier(8);
        List<Callable<String>> nodes =
            Stream.generate(
                    () ->
                        (Callable<String>)
                            () -> {
                              together.await();
                              return PlaceMark.of(root, UUID.randomUUID().toString());
                            })
                .limit(8)
                .toList();
        var heard = new HashSet<String>();
        for (var answer : all.invokeAll(nodes)) {
          heard.add(answer.get());
        }
        assertThat(heard).hasSize(1);
      }
    } finally {
      all.shutdownNow();
    }
  }
}
