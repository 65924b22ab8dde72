package dev.kinoloom.boot;

import dev.kinoloom.domain.Invalid;
import dev.kinoloom.http.Secrets;
import dev.kinoloom.store.KeyStore;
import java.util.Optional;

/** Virtual keys of an installation: secrets are made here, and only their hashes are kept. */
final class Keys {
  /** The key of the command line. */
  private static final String LOCAL = "local";

  /** The key of the API that the first start tells. */
  private static final String FIRST = "first";

  private static final int SLOTS = 1024;

  private Keys() {}

  /** The key of this installation's own commands; made when there is none. */
  static int local(Node node) {
    var name = localName(node);
    var keys = node.stores().keys();
    return Node.await(keys.find(name))
        .map(key -> key.key())
        .orElseGet(
            () -> Node.await(keys.create(name, Secrets.sha256(Secrets.ofKey()), slot(name))));
  }

  /** Homes that share a database have a key each, or one would replace the other's secret. */
  private static String localName(Node node) {
    return node.isAlone() ? LOCAL : LOCAL + " " + node.home().id();
  }

  /** A new secret for that key, in place of any before. */
  static String renewLocal(Node node) {
    var secret = Secrets.ofKey();
    Node.await(node.stores().keys().replaceSecret(local(node), Secrets.sha256(secret)));
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
    var secret = Secrets.ofKey();
    if (found.isPresent()) {
      Node.await(keys.replaceSecret(found.get().key(), Secrets.sha256(secret)));
      return Optional.of(secret);
    }
    return make(keys, secret) ? Optional.of(secret) : Optional.empty();
  }

  /** False = another node that starts just now was faster, and tells its secret. */
  private static boolean make(KeyStore keys, String secret) {
    try {
      Node.await(keys.create(FIRST, Secrets.sha256(secret), slot(FIRST)));
      return true;
    } catch (Invalid taken) {
      return false;
    }
  }

  /** Of the ring; the same for the same name. */
  static int slot(String name) {
    return Math.floorMod(name.hashCode(), SLOTS);
  }
}
