package dev.kinoloom.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's own programs, which come with ours as an archive and are unpacked once: into a
 * directory of the home, where nobody else can put others in their place.
 *
 * @param directory has {@code bin}
 */
record PostgresPrograms(Path directory) {
  /** The major version of what we bring; a data directory belongs to one. */
  static final int MAJOR = 17;

  String program(String name) {
    return directory.resolve("bin").resolve(name).toString();
  }

  /** Unpacks into {@code parent} unless that was done before. */
  static PostgresPrograms unpack(Path parent) {
    var archive = archiveName();
    var target = parent.resolve("postgres-" + MAJOR + "-" + fingerprint(archive)).toAbsolutePath();
    if (target.toString().matches("(?s).*[\"$`\\\\\n].*")) { // pg_ctl hands its path to a shell
      throw new StoreUnavailable(
          "PostgreSQL cannot run from " + target + ": choose a home without quotes, $, ` or \\");
    }
    if (!Files.isDirectory(target)) {
      unpackWhole(archive, parent, target);
    }
    return new PostgresPrograms(target);
  }

  private static String archiveName() {
    var system =
        System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac")
            ? "darwin"
            : "linux";
    var arch = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
    return "/postgres-" + system + "-" + arch + ".txz";
  }

  private static InputStream open(String archive) {
    var stream = PostgresPrograms.class.getResourceAsStream(archive);
    if (stream == null) {
      throw new StoreUnavailable(
          "this build brings no PostgreSQL for this machine (%s): build it here, or give it a database (database.url)"
              .formatted(archive.substring(1)));
    }
    return stream;
  }

  private static String fingerprint(String archive) {
    try (var stream = new DigestInputStream(open(archive), MessageDigest.getInstance("SHA-256"))) {
      stream.transferTo(java.io.OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(stream.getMessageDigest().digest(), 0, 6);
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL's archive cannot be read", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Under another name first: a directory of the final name is a whole one. */
  private static void unpackWhole(String archive, Path parent, Path target) {
    try {
      Files.createDirectories(parent);
      var unfinished = Files.createTempDirectory(parent, "postgres-unpacking-");
      try (var files = new TarArchiveInputStream(new XZInputStream(open(archive)))) {
        for (var entry = files.getNextEntry(); entry != null; entry = files.getNextEntry()) {
          unpack(files, entry, unfinished);
        }
      }
      Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (!Files.isDirectory(target)) { // else somebody else was quicker
        throw new UncheckedIOException("PostgreSQL cannot be unpacked into " + target, e);
      }
    }
  }

  private static void unpack(TarArchiveInputStream files, TarArchiveEntry entry, Path root)
      throws IOException {
    var target = root.resolve(entry.getName()).normalize();
    if (!target.startsWith(root)) {
      throw new IOException("an entry that leads out of its archive: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
    } else if (entry.isSymbolicLink()) {
      Files.createDirectories(target.getParent());
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else {
      Files.createDirectories(target.getParent());
      Files.copy(files, target);
      if (root.resolve("bin").equals(target.getParent())) {
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
  }
}
