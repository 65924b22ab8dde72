package dev.kinoloom.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Secrets by which callers are known: 256 bits of chance behind a prefix that says what it is. */
public final class Secrets {
  private static final int BYTES = 32;
  private static final SecureRandom CHANCE = new SecureRandom();

  private Secrets() {}

  /** Of a virtual key: {@code kl_…}. */
  public static String ofKey() {
    return "kl_" + chance();
  }

  /** Of an operator: {@code km_…}. */
  public static String ofOperator() {
    return "km_" + chance();
  }

  /** The form in which a secret is kept and compared, as hex. */
  public static String sha256(String secret) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String chance() {
    var chance = new byte[BYTES];
    CHANCE.nextBytes(chance);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(chance);
  }
}
