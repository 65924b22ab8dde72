package dev.kinoloom.boot;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Map;
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

  /**
   * The home, ready for use, for commands that write there. Throws {@link CannotStart} when it
   * cannot be one.
   */
  Home prepared() {
    var home = home();
    try {
      home.prepare();
    } catch (IOException e) {
      throw new CannotStart(
          "%s cannot be the home (%s): name a directory that may be written with --home or KINOLOOM_HOME."
              .formatted(home.root(), reason(e)),
          e);
    }
    return home;
  }

  private static String reason(IOException e) {
    if (e instanceof FileAlreadyExistsException) {
      return "there is a file of that name";
    }
    if (e instanceof AccessDeniedException) {
      return "it may not be written";
    }
    var said = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
    return said == null ? e.getClass().getSimpleName() : said;
  }

  ConfigLoader.Loaded settings() {
    return settings(Map.of());
  }

  /** {@code said}: what other options say, by the path of the setting. */
  ConfigLoader.Loaded settings(Map<String, String> said) {
    return new ConfigLoader(System.getenv()).load(home().root(), config, said);
  }
}
