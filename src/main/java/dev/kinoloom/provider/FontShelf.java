package dev.kinoloom.provider;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Where our font files lie: the embedded ones, taken out of the jar once, and a directory for each
 * set of fonts that captions need. Several processes may share it: files appear whole or not at
 * all.
 */
final class FontShelf {
  private static final String EMBEDDED = "/com/formdev/flatlaf/fonts/inter/";
  private final Path home;

  FontShelf(Path home) throws IOException {
    this.home = Files.createDirectories(home).toAbsolutePath();
  }

  /** A file of the embedded font. */
  Path extract(String name) throws IOException {
    try (var in = FontShelf.class.getResourceAsStream(EMBEDDED + name)) {
      if (in == null) {
        throw new FileNotFoundException("the jar lacks " + name);
      }
      var bytes = in.readAllBytes();
      var file = home.resolve(name);
      if (!Files.exists(file) || Files.size(file) != bytes.length) {
        var fresh = unused();
        Files.write(fresh, bytes);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      }
      return file;
    }
  }

  /** A directory with just these files, linked or copied. */
  Path gather(Collection<Path> files) throws IOException {
    var directory = home.resolve("set-" + nameOf(files));
    if (Files.isDirectory(directory)) {
      return directory;
    }
    var fresh = Files.createDirectory(unused());
    for (var file : files) {
      place(file, fresh.resolve(file.getFileName()));
    }
    try {
      Files.move(fresh, directory, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      remove(fresh);
      if (!Files.isDirectory(directory)) {
        throw e;
      }
      // somebody else gathered the same at the same time
    }
    return directory;
  }

  private static void place(Path file, Path target) throws IOException {
    try {
      Files.createSymbolicLink(target, file.toAbsolutePath());
    } catch (IOException | UnsupportedOperationException noLinks) {
      Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void remove(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      for (var file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }

  private static String nameOf(Collection<Path> files) {
    var all = files.stream().map(Path::toString).sorted().collect(Collectors.joining("\n"));
    return UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private Path unused() {
    return home.resolve("." + UUID.randomUUID());
  }

  @Override
  public String toString() {
    return home.toString();
  }
}
