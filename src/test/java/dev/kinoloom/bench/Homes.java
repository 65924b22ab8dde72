package dev.kinoloom.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** Homes that nobody used before, on free ports. */
public final class Homes {
  private Homes() {}

  static Path fresh() throws IOException {
    var home = Files.createTempDirectory("kinoloom-bench-home-").toAbsolutePath();
    Files.writeString(home.resolve("kinoloom.yaml"), "http: {port: 0}\nmanagement: {port: 0}\n");
    return home;
  }

  public static void delete(Path home) throws IOException {
    try (var files = Files.walk(home)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
