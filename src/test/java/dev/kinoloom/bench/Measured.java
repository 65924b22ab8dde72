package dev.kinoloom.bench;

import dev.kinoloom.chaos.Classpath;
import dev.kinoloom.store.DatabaseAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A class with a {@code main}, run in a JVM of its own with that JVM's defaults; its last line says
 * {@code name=value …}.
 */
final class Measured {
  private Measured() {}

  static Map<String, Double> run(Class<?> main, DatabaseAddress database, String... arguments)
      throws IOException, InterruptedException {
    return run(main, Map.of(BenchDatabase.VARIABLE, BenchDatabase.url(database)), arguments);
  }

  static Map<String, Double> run(
      Class<?> main, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                Classpath.ofThisJvm(),
                main.getName()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    var process = builder.start();
    var lines =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .toList();
    if (process.waitFor() != 0 || lines.isEmpty()) {
      throw new IllegalStateException("%s ended with %s".formatted(main, lines));
    }
    return figures(lines.get(lines.size() - 1));
  }

  private static Map<String, Double> figures(String line) {
    var figures = new HashMap<String, Double>();
    for (var pair : line.split(" ", -1)) {
      var parts = pair.split("=", 2);
      figures.put(parts[0], Double.valueOf(parts[1]));
    }
    return figures;
  }
}
