package dev.kinoloom.store;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * PostgreSQL refuses to run as root. When we are root, its programs are started as somebody else:
 * in a user namespace of their own where that is allowed, else (in most containers) as {@code
 * nobody}.
 *
 * @param prefix put before a program and its arguments; empty = we are not root
 * @param owner id of the user whom the database's files must belong to
 */
record Unprivileged(List<String> prefix, long owner) {
  private static final Duration TRIAL = Duration.ofSeconds(10);
  private static final Path ANYWHERE = Path.of("/");

  /** Tries what this machine allows; throws {@link StoreUnavailable} when it allows nothing. */
  static Unprivileged find() {
    long uid = new UnixSystem().getUid();
    return uid != 0
        ? new Unprivileged(List.of(), uid)
        : Stream.of(ownNamespace(), nobody())
            .filter(Unprivileged::works)
            .findFirst()
            .orElseThrow(
                () ->
                    new StoreUnavailable(
                        "PostgreSQL does not run as root, and this machine allows root neither"
                            + " `unshare -U` nor `setpriv`: run Kinoloom as an ordinary user, or"
                            + " give it a database (database.url)"));
  }

  static Unprivileged ownNamespace() {
    return new Unprivileged(List.of("unshare", "-U"), 0);
  }

  static Unprivileged nobody() {
    long uid = idOf("-u");
    return new Unprivileged(
        List.of(
            "setpriv",
            "--reuid=" + uid,
            "--regid=" + idOf("-g"),
            "--clear-groups",
            // the home of root is closed to nobody
            "--inh-caps=+dac_override",
            "--ambient-caps=+dac_override"),
        uid);
  }

  private static long idOf(String which) {
    try {
      var said = new Command(ANYWHERE, List.of(), List.of("id", which, "nobody")).run(TRIAL);
      return said.isGood() ? Long.parseLong(said.output()) : 65_534;
    } catch (UncheckedIOException | NumberFormatException e) {
      return 65_534;
    }
  }

  /** It starts programs, as a user who is not root and has a name (initdb asks for it). */
  private boolean works() {
    try {
      var said = new Command(ANYWHERE, prefix, List.of("id", "-un")).run(TRIAL);
      return said.isGood() && !said.output().equals("root");
    } catch (UncheckedIOException e) {
      return false; // no such program
    }
  }

  /** Makes the files of {@code directory} those of the user that PostgreSQL will run as. */
  void own(Path directory) {
    try {
      if (prefix.isEmpty() || ownerOf(directory) == owner) {
        return;
      }
      try (var files = Files.walk(directory)) {
        for (var file : (Iterable<Path>) files::iterator) {
          Files.setAttribute(file, "unix:uid", (int) owner, LinkOption.NOFOLLOW_LINKS);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the owner of " + directory + " cannot be changed", e);
    }
  }

  private static long ownerOf(Path file) throws IOException {
    return ((Number) Files.getAttribute(file, "unix:uid")).longValue();
  }
}
