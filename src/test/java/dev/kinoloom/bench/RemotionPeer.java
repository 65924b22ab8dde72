package dev.kinoloom.bench;

import dev.kinoloom.codec.Json;
import dev.kinoloom.domain.Timeline;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Remotion (its newest version of the day), installed by npm beside the build's other outputs. */
final class RemotionPeer {
  private static final Path SOURCE = Path.of("src/test/remotion/index.jsx");
  private final Path home = Path.of("target/remotion").toAbsolutePath();
  private final Path npm;
  private final Path chromium;

  private RemotionPeer(Path npm, Path chromium) {
    this.npm = npm;
    this.chromium = chromium;
  }

  /** Empty where npm or Chromium is not on PATH. */
  static Optional<RemotionPeer> find() {
    return onPath("npm").flatMap(npm -> onPath("chromium").map(c -> new RemotionPeer(npm, c)));
  }

  private static Optional<Path> onPath(String program) {
    var path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Arrays.stream(path.split(File.pathSeparator))
        .map(directory -> Path.of(directory, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  String version() throws IOException {
    var described = Files.readString(home.resolve("node_modules/remotion/package.json"));
    return Json.tree(described).path("version").asText();
  }

  /** Seconds for the film of {@code media}, bundling and browser start included. */
  double render(BenchMedia media, Timeline timeline) throws Exception {
    install();
    Files.copy(SOURCE, home.resolve("index.jsx"), StandardCopyOption.REPLACE_EXISTING);
    var pictures = Files.createDirectories(home.resolve("public"));
    var scenes = new ArrayList<Map<String, Object>>();
    for (int i = 0; i < BenchMedia.SCENES; i++) {
      var picture = "img%d.png".formatted(i + 1);
      var speech = "v%d.wav".formatted(i + 1);
      Files.copy(media.picture(i), pictures.resolve(picture), StandardCopyOption.REPLACE_EXISTING);
      Files.copy(media.speech(i), pictures.resolve(speech), StandardCopyOption.REPLACE_EXISTING);
      scenes.add(
          Map.of(
              "picture",
              picture,
              "speech",
              speech,
              "text",
              BenchMedia.TEXTS.get(i),
              "frames",
              timeline.slots().get(i).frames()));
    }
    Files.writeString(home.resolve("props.json"), Json.encode(Map.of("scenes", scenes)));
    return Rounds.seconds(
        () ->
            run(
                List.of(
                    home.resolve("node_modules/.bin/remotion").toString(),
                    "render",
                    "index.jsx",
                    "film",
                    "film.mp4",
                    "--props=props.json",
                    "--browser-executable=" + chromium,
                    "--concurrency=" + Runtime.getRuntime().availableProcessors(),
                    "--x264-preset=veryfast",
                    "--crf=23",
                    "--log=error")));
  }

  private void install() throws Exception {
    Files.createDirectories(home);
    if (!Files.exists(home.resolve("node_modules/.bin/remotion"))) {
      Files.writeString(home.resolve("package.json"), "{\"private\": true}");
      run(
          List.of(
              npm.toString(),
              "install",
              "--silent",
              "--no-audit",
              "--no-fund",
              "remotion@4",
              "@remotion/cli@4",
              "react@19",
              "react-dom@19"));
    }
  }

  private Path run(List<String> command) throws IOException, InterruptedException {
    var log = home.resolve("log.txt");
    var process =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (process.waitFor() != 0) {
      throw new IOException("%s failed: %s".formatted(command.get(0), Files.readString(log)));
    }
    return log;
  }
}
