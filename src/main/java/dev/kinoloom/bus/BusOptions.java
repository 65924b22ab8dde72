package dev.kinoloom.bus;

import dev.kinoloom.config.Cluster;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.util.Objects;

/** How hints travel between nodes. */
public final class BusOptions {
  private static final long PING_MILLIS = 5_000;
  private static final int CONNECT_MILLIS = 3_000;

  private BusOptions() {}

  /** Adds to {@code options} where this node is reached, and by whom. */
  public static VertxOptions with(VertxOptions options, Cluster cluster) {
    return options.setEventBusOptions(of(cluster));
  }

  private static EventBusOptions of(Cluster cluster) {
    var host = Objects.requireNonNullElse(cluster.busHost(), cluster.host());
    var options =
        new EventBusOptions()
            .setHost(host)
            .setPort(cluster.busPort())
            .setClusterPublicHost(Objects.requireNonNullElse(cluster.publicHost(), host))
            .setClusterPingInterval(PING_MILLIS)
            .setClusterPingReplyInterval(PING_MILLIS)
            .setConnectTimeout(CONNECT_MILLIS)
            .setReconnectAttempts(0);
    return cluster.tls() == null ? options : protect(options, cluster.tls());
  }

  /** Both sides show a certificate of the one authority. */
  private static EventBusOptions protect(EventBusOptions options, Cluster.Tls tls) {
    return options
        .setSsl(true)
        .setClientAuth(ClientAuth.REQUIRED)
        .setKeyCertOptions(
            new PemKeyCertOptions()
                .setCertPath(tls.certificate().toString())
                .setKeyPath(tls.key().toString()))
        .setTrustOptions(new PemTrustOptions().addCertPath(tls.authority().toString()));
  }
}
