package dev.kinoloom.bench;

import dev.kinoloom.chaos.KinoloomProcess;
import dev.kinoloom.codec.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.function.Consumer;

/**
 * P10: the README's first command, the whole process from start to end, on an empty home; and once
 * more on a home that was used for another video.
 */
final class MakeBench implements Benchmark {
  private static final Path ARTICLE = Path.of("src/main/resources/examples/undersea-cables.md");
  private static final Path ANOTHER = Path.of("README.md");
  private static final int PATIENCE_SECONDS = 900;

  @Override
  public void run(int rounds, Consumer<String> out) throws Exception {
    var empty = new ArrayList<Double>();
    var used = new ArrayList<Double>();
    double length = 0;
    for (int i = 0; i < rounds; i++) {
      var home = Homes.fresh();
      empty.add(Rounds.seconds(() -> make(home, ARTICLE)));
      length = length(home);
      Homes.delete(home);

      var warm = Homes.fresh();
      make(warm, ANOTHER);
      used.add(Rounds.seconds(() -> make(warm, ARTICLE)));
      Homes.delete(warm);
    }
    out.accept(
        "P10 %.1f s of 1080p30 from an article, offline: %s on an empty home, %s on a used one, that is %.2f s a second of video"
            .formatted(
                length, Rounds.told(empty), Rounds.told(used), Rounds.median(used) / length));
  }

  private static Path make(Path home, Path text) throws Exception {
    var film = home.resolve("film.mp4");
    try (var make =
        KinoloomProcess.start(home, null, "make", text.toString(), "--out", film.toString())) {
      if (make.awaitEnd(PATIENCE_SECONDS) != 0) {
        throw new IllegalStateException("make failed:\n" + make.output());
      }
    }
    return film;
  }

  private static double length(Path home) throws Exception {
    var described = Files.readString(home.resolve("film.json"));
    return Json.tree(described).path("durationMillis").asDouble() / 1000;
  }
}
