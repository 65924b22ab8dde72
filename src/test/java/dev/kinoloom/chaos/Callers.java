package dev.kinoloom.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which process calls over a connection within this machine, by what Linux tells of its sockets:
 * addresses do not say it, for all nodes may come from the same.
 */
final class Callers {
  private static final List<Path> TABLES =
      List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
  private static final int LOCAL = 1;
  private static final int REMOTE = 2;
  private static final int INODE = 9;

  private Callers() {}

  /** Whether that process holds the other end of {@code accepted}. */
  static boolean isOf(long pid, Socket accepted) {
    return inode(accepted).filter(inode -> holds(pid, "socket:[%s]".formatted(inode))).isPresent();
  }

  private static Optional<String> inode(Socket accepted) {
    var caller = end(accepted.getInetAddress(), accepted.getPort());
    var called = end(accepted.getLocalAddress(), accepted.getLocalPort());
    for (var table : TABLES) {
      try (var lines = Files.lines(table)) {
        var found =
            lines
                .map(line -> line.trim().split("\\s+", -1))
                .filter(row -> row[LOCAL].endsWith(caller) && row[REMOTE].endsWith(called))
                .map(row -> row[INODE])
                .findFirst();
        if (found.isPresent()) {
          return found;
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return Optional.empty();
  }

  /** As the tables have it, e.g. {@code 0100007F:1F90}; an IPv6 address of it ends so too. */
  private static String end(InetAddress address, int port) {
    var bytes = address.getAddress();
    int n = bytes.length;
    return "%02X%02X%02X%02X:%04X"
        .formatted(bytes[n - 1], bytes[n - 2], bytes[n - 3], bytes[n - 4], port)
        .toUpperCase(Locale.ROOT);
  }

  private static boolean holds(long pid, String socket) {
    try (var files = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "fd"))) {
      for (var file : files) {
        if (leadsTo(file, socket)) {
          return true;
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // the process has gone
    }
    return false;
  }

  private static boolean leadsTo(Path file, String socket) {
    try {
      return Files.readSymbolicLink(file).toString().equals(socket);
    } catch (IOException e) {
      return false; // it was closed meanwhile
    }
  }
}
