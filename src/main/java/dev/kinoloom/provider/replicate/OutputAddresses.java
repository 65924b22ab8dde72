package dev.kinoloom.provider.replicate;

import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.InnerAddress;
import dev.kinoloom.provider.Blocking;
import dev.kinoloom.provider.ProviderException;
import io.vertx.core.Future;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a file may be fetched from: the configured server itself, or any other over https, if that
 * is at no inner address (unless the configured server is at one too). Somebody else names these
 * places, so what was looked up is what is connected to.
 */
final class OutputAddresses {
  /** Looks up a name. */
  @FunctionalInterface
  interface Names {
    InetAddress[] of(String host) throws UnknownHostException;
  }

  /**
   * A place that may be asked.
   *
   * @param at to connect to; null = wherever the configured server is
   */
  record Admitted(URI uri, @Nullable SocketAddress at) {}

  private final URI base;
  private final Blocking blocking;
  private final Names names;

  OutputAddresses(ReplicateConfig config, Blocking blocking) {
    this(config, blocking, InetAddress::getAllByName);
  }

  OutputAddresses(ReplicateConfig config, Blocking blocking, Names names) {
    this.base = config.base();
    this.blocking = blocking;
    this.names = names;
  }

  /**
   * Fails with UNSUPPORTED where nothing is fetched from, UNAVAILABLE where the name is unknown.
   */
  Future<Admitted> admit(URI file) {
    if (sameServer(base, file)) {
      return Future.succeededFuture(new Admitted(file, null));
    }
    if (!"https".equalsIgnoreCase(file.getScheme())
        || file.getHost() == null
        || file.getRawUserInfo() != null) {
      return Future.failedFuture(refused("it is not at an https address"));
    }
    return blocking.run(() -> lookedUp(file));
  }

  private Admitted lookedUp(URI file) {
    var addresses = addresses(file.getHost());
    if (addresses.stream().anyMatch(InnerAddress::is) && !isBaseInner()) {
      throw refused("it is at an address of an inner network");
    }
    return new Admitted(
        file, SocketAddress.inetSocketAddress(port(file), addresses.get(0).getHostAddress()));
  }

  private boolean isBaseInner() {
    return addresses(base.getHost()).stream().allMatch(InnerAddress::is);
  }

  private List<InetAddress> addresses(String host) {
    try {
      return Stream.of(names.of(host)).toList();
    } catch (UnknownHostException e) {
      throw new ProviderException(
          Replicate.ID,
          FailureKind.UNAVAILABLE,
          "Replicate's clip is at a place that cannot be found.",
          "Replicate's clip is at %s, which no name server knows.".formatted(host),
          e);
    }
  }

  private static ProviderException refused(String why) {
    return new ProviderException(
        Replicate.ID, FailureKind.UNSUPPORTED, "Replicate's clip is not fetched: " + why + ".");
  }

  /** Whether both have the same scheme, host, and port. */
  static boolean sameServer(URI one, URI other) {
    return other.getHost() != null
        && other.getRawUserInfo() == null
        && one.getScheme().equalsIgnoreCase(other.getScheme())
        && one.getHost().equalsIgnoreCase(other.getHost())
        && port(one) == port(other);
  }

  private static int port(URI uri) {
    return uri.getPort() >= 0
        ? uri.getPort()
        : "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
  }
}
