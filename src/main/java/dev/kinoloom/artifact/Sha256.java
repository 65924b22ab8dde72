package dev.kinoloom.artifact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The hash by which files are named. */
final class Sha256 {
  private static final int BUFFER = 1 << 16;

  private final MessageDigest digest = digest("SHA-256");

  void add(byte[] bytes, int count) {
    digest.update(bytes, 0, count);
  }

  /** 64 hex digits; from then on empty again. */
  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  void reset() {
    digest.reset();
  }

  static String of(Path file) throws IOException {
    var sha256 = new Sha256();
    var buffer = new byte[BUFFER];
    try (var in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        sha256.add(buffer, n);
      }
    }
    return sha256.hex();
  }

  /** A digest that every JDK has. */
  static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }
}
