package dev.kinoloom.boot;

import dev.kinoloom.domain.Invalid;
import dev.kinoloom.store.KeyStore;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** Virtual keys of an installation: secrets are made here, and only their hashes are kept. */
final class Keys {
  /** The key of the command line. */
  private static final String LOCAL = "local";

  /** The key of the API that the first start tells. */
  private static final String FIRST = "first";

  private static final int SECRET_BYTES = 32;
  private static final int SLOTS = 1024;

  private Keys() {}

  /** The key of this installation's own commands; made when there is none. */
  static int local(Node node) {
    var name = localName(node);
    var keys = node.stores().keys();
    return Node.await(keys.find(name))
        .map(key -> key.key())
        .orElseGet(() -> Node.await(keys.create(name, sha256(secret()), slot(name))));
  }

  /** Homes that share a database have a key each, or one would replace the other's secret. */
  private static String localName(Node node) {
    return node.isAlone() ? LOCAL : LOCAL + " " + node.home().id();
  }

  /** A new secret for that key, in place of any before. */
  static String renewLocal(Node node) {
    var secret = secret();
    Node.await(node.stores().keys().replaceSecret(local(node), sha256(secret)));
    return secret;
  }

  /**
   * The secret of the API's first key, the one time that it can be told: when the key is made, or
   * when it is {@code renewed} because nobody knows it any more. Empty = it was told before.
   */
  static Optional<String> first(Node node, boolean renewed) {
    var keys = node.stores().keys();
    var found = Node.await(keys.find(FIRST));
    if (found.isPresent() && !renewed) {
      return Optional.empty();
    }
    var secret = secret();
    if (found.isPresent()) {
      Node.await(keys.replaceSecret(found.get().key(), sha256(secret)));
      return Optional.of(secret);
    }
    return make(keys, secret) ? Optional.of(secret) : Optional.empty();
  }

  /** False = another node that starts just now was faster, and tells its secret. */
  private static boolean make(KeyStore keys, String secret) {
    try {
      Node.await(keys.create(FIRST, sha256(secret), slot(FIRST)));
      return true;
    } catch (Invalid taken) {
      return false;
    }
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
