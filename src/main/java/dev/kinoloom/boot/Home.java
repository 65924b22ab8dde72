package dev.kinoloom.boot;

import dev.kinoloom.codec.Json;
import dev.kinoloom.http.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The home directory: where everything of one installation lies. */
record Home(Path root) {
  /**
   * How a running {@code serve} is reached by commands of the same user: kept in a file that only
   * he can read.
   *
   * @param pid of its process
   * @param url of the API, and {@code key} to it
   * @param management URL for operators, and {@code token} for it; null = an earlier version runs
   */
  record Serving(
      long pid, String url, String key, @Nullable String management, @Nullable String token) {}

  Path artifacts() {
    return root.resolve("artifacts");
  }

  /** Copies of artifacts that are kept elsewhere. */
  Path copies() {
    return root.resolve("copies");
  }

  Path tools() {
    return root.resolve("tools");
  }

  /** Under it each process has a directory of its own. */
  Path scratch() {
    return root.resolve("scratch");
  }

  Path log() {
    return root.resolve("kinoloom.log");
  }

  private Path serving() {
    return root.resolve("serve.json");
  }

  /** Makes the directory, for its owner alone. */
  void prepare() throws IOException {
    if (root.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      var own = PosixFilePermissions.fromString("rwx------");
      if (root.getParent() != null) {
        Files.createDirectories(root.getParent());
      }
      if (!Files.isDirectory(root)) {
        Files.createDirectories(root, PosixFilePermissions.asFileAttribute(own));
      }
      Files.setPosixFilePermissions(root, own);
    } else {
      Files.createDirectories(root);
    }
    Files.createDirectories(scratch());
    Files.createDirectories(tools());
    Files.createDirectories(artifacts());
  }

  private Path idFile() {
    return root.resolve("home-id");
  }

  /** Whether it is of a node that worked on a database elsewhere. */
  boolean isOnAnotherDatabase() {
    return Files.exists(idFile());
  }

  /** By which this home is told from others on the same database; drawn once. */
  String id() {
    var file = idFile();
    try {
      if (!Files.exists(file)) {
        writePrivately(file, UUID.randomUUID().toString());
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The token by which operators are known, for whoever may read this home; made when there is
   * none.
   */
  String managementToken() throws IOException {
    var file = root.resolve("management.token");
    if (!Files.exists(file)) {
      writePrivately(file, Secrets.ofOperator() + "\n");
    }
    return Files.readString(file).strip();
  }

  void announce(Serving serving) throws IOException {
    writePrivately(serving(), Json.encode(serving));
  }

  void withdraw() throws IOException {
    Files.deleteIfExists(serving());
  }

  /**
   * The service that runs on this home, if its process still lives; what cannot be read was not
   * written by one.
   */
  Optional<Serving> running() throws IOException {
    if (!Files.exists(serving())) {
      return Optional.empty();
    }
    try {
      var found = Json.decode(Files.readString(serving()), Serving.class);
      return ProcessHandle.of(found.pid()).filter(ProcessHandle::isAlive).map(process -> found);
    } catch (Json.Unreadable e) {
      return Optional.empty();
    }
  }

  private void writePrivately(Path file, String text) throws IOException {
    var beside = Files.createTempFile(root, ".", ".tmp"); // made for its owner alone
    Files.writeString(beside, text);
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
