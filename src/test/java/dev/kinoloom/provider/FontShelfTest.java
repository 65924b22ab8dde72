package dev.kinoloom.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FontShelfTest {
  private static final int AT_ONCE = 4;
  private static final int ROUNDS = 30;

  /** Scenes are captioned side by side, and the first of them all need the same fonts. */
  @Test
  void several_may_gather_the_same_fonts_at_the_same_time(@TempDir Path home) throws Exception {
    var shelf = new FontShelf(home);
    var threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      for (int round = 0; round < ROUNDS; round++) {
        var fonts = List.of(Files.writeString(home.resolve("font" + round + ".otf"), "x"));
        var together = new CyclicBarrier(AT_ONCE);
        var gathering = new ArrayList<Callable<Path>>();
        for (int i = 0; i < AT_ONCE; i++) {
          gathering.add(
              () -> {
                together.await();
                return shelf.gather(fonts);
              });
        }
        for (var gathered : threads.invokeAll(gathering)) {
          assertThat(gathered.get()).isDirectoryContaining("glob:**font" + round + ".otf");
        }
      }
    } finally {
      threads.shutdownNow();
    }
    try (var left = Files.list(home)) {
      assertThat(left.filter(file -> file.getFileName().toString().startsWith("."))).isEmpty();
    }
  }
}
