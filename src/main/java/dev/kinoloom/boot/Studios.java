package dev.kinoloom.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Finds out where a command's videos are made. */
final class Studios {
  private Studios() {}

  /** The service that runs on this home; otherwise a node in this process. */
  static Studio open(Home home, ConfigLoader.Loaded settings) {
    return running(home)
        .<Studio>map(RemoteStudio::new)
        .orElseGet(() -> LocalStudio.working(Node.open(home, settings)));
  }

  private static Optional<Home.Serving> running(Home home) {
    try {
      return home.running();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
