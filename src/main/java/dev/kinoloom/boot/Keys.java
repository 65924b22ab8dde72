package dev.kinoloom.boot;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Virtual keys of an installation: secrets are made here, and only their hashes are kept. */
final class Keys {
  /**
   * The key of the command line; serve's first key is this one too, so that both see the same jobs.
   */
  private static final String LOCAL = "local";

  private static final int SECRET_BYTES = 32;
  private static final int SLOTS = 1024;

  private Keys() {}

  /** The key of this installation's own commands; made when there is none. */
  static int local(Node node) {
    var keys = node.stores().keys();
    return Node.await(keys.find(LOCAL))
        .map(key -> key.key())
        .orElseGet(() -> Node.await(keys.create(LOCAL, sha256(secret()), slot(LOCAL))));
  }

  /** A new secret for that key, in place of any before. */
  static String renewLocal(Node node) {
    var secret = secret();
    Node.await(node.stores().keys().replaceSecret(local(node), sha256(secret)));
    return secret;
  }

  /** A new key with a secret that is told once. */
  record Told(int key, String secret) {}

  static Told create(Node node, String name) {
    var secret = secret();
    return new Told(
        Node.await(node.stores().keys().create(name, sha256(secret), slot(name))), secret);
  }

  /** {@code kl_} and 256 bits of chance. */
  static String secret() {
    var chance = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(chance);
    return "kl_" + Base64.getUrlEncoder().withoutPadding().encodeToString(chance);
  }

  static String sha256(String secret) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static int slot(String name) {
    return Math.floorMod(name.hashCode(), SLOTS);
  }
}
