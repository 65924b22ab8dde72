package dev.kinoloom.provider;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs of this machine, found as a shell would find them, without asking a shell. */
public final class Programs {
  private Programs() {}

  /**
   * The program's file: {@code name} itself when it is a path, else the first of that name on PATH;
   * empty when there is none that may be run.
   */
  public static Optional<Path> find(String name) {
    return find(name, System.getenv().getOrDefault("PATH", ""));
  }

  static Optional<Path> find(String name, String path) {
    Stream<String> places =
        name.contains(File.separator)
            ? Stream.of(name)
            : Stream.of(path.split(File.pathSeparator, -1))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> directory + File.separator + name);
    return places.flatMap(Programs::runnable).findFirst();
  }

  private static Stream<Path> runnable(String place) {
    try {
      Path file = Path.of(place).toAbsolutePath();
      return Files.isRegularFile(file) && Files.isExecutable(file)
          ? Stream.of(file)
          : Stream.empty();
    } catch (InvalidPathException e) {
      return Stream.empty();
    }
  }

  /**
   * Words to put before a command so that the kernel kills it when the thread that waits for it is
   * gone, even by kill -9: util-linux's {@code setpriv}, where it is and works; else none.
   */
  static List<String> leash() {
    return Leash.WORDS;
  }

  /** Found out once, when it is first needed. */
  private static final class Leash {
    static final List<String> WORDS = find("setpriv").map(Leash::tried).orElse(List.of());

    private static List<String> tried(Path setpriv) {
      var words = List.of(setpriv.toString(), "--pdeathsig", "KILL", "--");
      try {
        Process trial =
            new ProcessBuilder(setpriv.toString(), "--pdeathsig", "KILL", "--", "true")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        boolean works = trial.waitFor(5, TimeUnit.SECONDS) && trial.exitValue() == 0;
        trial.destroyForcibly();
        return works ? words : List.of();
      } catch (IOException e) {
        return List.of();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return List.of();
      }
    }
  }
}
