package dev.kinoloom.config;

import dev.kinoloom.domain.Invalid;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a node finds others and is found. Only hints travel so: the database is what keeps them
 * together.
 *
 * @param join where nodes may be, this one too; empty = this node is on its own
 * @param host address to listen on for other nodes
 * @param port the same; every node of a machine needs another
 * @param publicHost how others reach this node; null = as {@code host} says
 * @param busHost address to listen on for hints; null = {@code host}
 * @param busPort the same; 0 = any free one
 * @param tls protects the hints; null = they travel in the clear
 * @param notice how long readiness says no before this node goes, for load balancers to notice
 */
public record Cluster(
    List<Peer> join,
    String host,
    int port,
    @Nullable String publicHost,
    @Nullable String busHost,
    int busPort,
    @Nullable Tls tls,
    Duration notice) {
  private static final Duration NOTICE_MOST = Duration.ofSeconds(60);
  private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::", "[::]");

  public Cluster {
    join = List.copyOf(join);
    Settings.within("cluster.port", port, 1, 65_535);
    Settings.within("cluster.busPort", busPort, 0, 65_535);
    if (notice.compareTo(NOTICE_MOST) > 0) {
      throw new Invalid("cluster.notice", "must be at most 60s");
    }
    if (!join.isEmpty()) {
      boolean everywhere = isEverywhere(host) || (busHost != null && isEverywhere(busHost));
      if (publicHost == null && everywhere) {
        throw new Invalid(
            "cluster.publicHost",
            "must say how others reach this node when it listens on every address");
      }
      if (isLocal(host) && publicHost == null && !join.stream().allMatch(p -> isLocal(p.host()))) {
        throw new Invalid(
            "cluster.host",
            "is %s, where nodes on other machines cannot reach this one: set it to its address in the private network"
                .formatted(host));
      }
    }
  }

  /**
   * Where a node may be.
   *
   * @param host name or address
   * @param port its {@code cluster.port}
   */
  public record Peer(String host, int port) {
    /** {@code host:port}; an IPv6 address stands in brackets. Throws {@link Invalid}. */
    static Peer parse(String text) {
      try {
        var uri = new URI("node://" + text);
        var peer = new Peer(String.valueOf(uri.getHost()), uri.getPort());
        if (text.equals(peer.toString()) && peer.port() >= 1 && peer.port() <= 65_535) {
          return peer;
        }
      } catch (URISyntaxException e) {
        throw notAPeer(text);
      }
      throw notAPeer(text);
    }

    private static Invalid notAPeer(String text) {
      return new Invalid(
          "cluster.join",
          "must name nodes as host:port with commas between them, ports 1 to 65535, not \"%s\""
              .formatted(text));
    }

    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  /**
   * Each node shows a certificate and believes only those of one authority. PEM files.
   *
   * @param certificate of this node, for the name by which others reach it
   * @param key of the certificate, PKCS #8
   * @param authority who signs the certificates of all nodes
   */
  public record Tls(Path certificate, Path key, Path authority) {}

  /** Reads {@code host:port,…}; blank = none. Throws {@link Invalid}. */
  public static List<Peer> peers(String text) {
    return text.isBlank()
        ? List.of()
        : Stream.of(text.split(",", -1)).map(String::strip).map(Peer::parse).toList();
  }

  /** Whether this node looks for others. */
  public boolean isJoined() {
    return !join.isEmpty();
  }

  /** Whether that means all addresses of the machine. */
  public static boolean isEverywhere(String host) {
    return EVERYWHERE.contains(host);
  }

  private static boolean isLocal(String host) {
    return host.startsWith("127.") || host.equals("localhost") || host.matches("\\[?::1]?");
  }
}
