package dev.kinoloom.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that every command has: where this installation lives, and its settings. */
final class HomeOptions {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      description =
          "Where database, artifacts and tools are kept (default: ~/.kinoloom, or $KINOLOOM_HOME).")
  private @Nullable Path home;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings (default: kinoloom.yaml of the home, if there is one).")
  private @Nullable Path config;

  Home home() {
    var chosen = home;
    if (chosen == null) {
      var set = System.getenv("KINOLOOM_HOME");
      chosen =
          set == null || set.isBlank()
              ? Path.of(System.getProperty("user.home"), ".kinoloom")
              : Path.of(set);
    }
    return new Home(chosen.toAbsolutePath().normalize());
  }

  /** The home, ready for use, for commands that write there. */
  Home prepared() {
    var home = home();
    try {
      home.prepare();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return home;
  }

  ConfigLoader.Loaded settings() {
    return new ConfigLoader(System.getenv()).load(home().root(), config);
  }
}
