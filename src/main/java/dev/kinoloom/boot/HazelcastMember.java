package dev.kinoloom.boot;

import com.hazelcast.config.Config;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MultiMapConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import dev.kinoloom.config.Cluster;
import dev.kinoloom.domain.Invalid;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells Vert.x which other nodes are there and who of them listens for which hint; nothing else is
 * kept in it, and nothing is decided by it. Stopped after Vert.x. Blocks.
 */
final class HazelcastMember implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HazelcastMember.class);

  private static final String LOGGING = "hazelcast.logging.type";

  private static final Map<String, String> PROPERTIES =
      Map.ofEntries(
          Map.entry(LOGGING, "slf4j"),
          Map.entry("hazelcast.shutdownhook.enabled", "false"), // ours stops it, after Vert.x
          Map.entry("hazelcast.phone.home.enabled", "false"),
          Map.entry("hazelcast.heartbeat.interval.seconds", "2"),
          Map.entry("hazelcast.max.no.heartbeat.seconds", "12"),
          Map.entry("hazelcast.wait.seconds.before.join", "1"),
          Map.entry("hazelcast.max.wait.seconds.before.join", "5"),
          Map.entry("hazelcast.max.join.seconds", "15"),
          Map.entry("hazelcast.merge.first.run.delay.seconds", "10"),
          Map.entry("hazelcast.merge.next.run.delay.seconds", "10"),
          Map.entry("hazelcast.graceful.shutdown.max.wait", "10"),
          Map.entry("hazelcast.operation.thread.count", "2"),
          Map.entry("hazelcast.operation.generic.thread.count", "2"),
          Map.entry("hazelcast.io.thread.count", "1"));

  private final HazelcastInstance instance;

  private HazelcastMember(HazelcastInstance instance) {
    this.instance = instance;
  }

  /**
   * Looks for others; goes on alone when it finds none, until they come. {@code installation}: only
   * nodes of the same database and files are company. Throws {@link CannotStart}, {@link Invalid}.
   */
  static HazelcastMember join(Cluster cluster, String installation) {
    var address = address(cluster.host());
    requireFree(cluster, address);
    System.setProperty(LOGGING, "slf4j"); // for what is said before there is a configuration
    var member = new HazelcastMember(start(cluster, config(cluster, address, installation)));
    member.tell(cluster);
    return member;
  }

  /**
   * Somebody who lets himself be called and never answers, a process that hangs, is not waited for:
   * hints are not worth it. Once it runs alone it looks for the others again, every ten seconds.
   */
  private static HazelcastInstance start(Cluster cluster, Config config) {
    var others = config.getNetworkConfig().getJoin().getTcpIpConfig();
    var names = List.copyOf(others.getMembers());
    try {
      return Hazelcast.newHazelcastInstance(config);
    } catch (IllegalStateException e) {
      log.warn("somebody of {} is there and does not answer: starts without", cluster.join());
      others.setMembers(List.of());
      var alone = Hazelcast.newHazelcastInstance(config);
      others.setMembers(names);
      return alone;
    }
  }

  private void tell(Cluster cluster) {
    int nodes = instance.getCluster().getMembers().size();
    if (nodes > 1) {
      log.info("joined others nodes={}", nodes);
    } else {
      log.warn(
          "nobody answers at {}: goes on alone until somebody comes; if nodes run there, see that they have the same database and that this machine reaches their ports",
          cluster.join());
    }
  }

  /** What Vert.x asks. */
  HazelcastClusterManager manager() {
    return new HazelcastClusterManager(instance);
  }

  private static InetAddress address(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new Invalid("cluster.host", "is not an address of this machine: " + host);
    }
  }

  /** Hazelcast tells of a taken port only in prose. */
  private static void requireFree(Cluster cluster, InetAddress address) {
    try (var probe = new ServerSocket(cluster.port(), 1, address)) {
      log.debug("cluster port is free port={}", probe.getLocalPort());
    } catch (IOException e) {
      throw new CannotStart(
          "Other nodes cannot be listened for on %s:%d (%s): set cluster.host to an address of this machine, and cluster.port to a free port; nodes on one machine need different ones."
              .formatted(cluster.host(), cluster.port(), e.getMessage()),
          e);
    }
  }

  private static Config config(Cluster cluster, InetAddress address, String installation) {
    var config = new Config();
    config.setClusterName("kinoloom-" + installation);
    PROPERTIES.forEach(config::setProperty);
    network(config.getNetworkConfig(), cluster, address);
    boolean anywhere = Cluster.isEverywhere(cluster.host());
    config.setProperty("hazelcast.socket.bind.any", Boolean.toString(anywhere));
    config.getMetricsConfig().setEnabled(false);
    config.getIntegrityCheckerConfig().setEnabled(false);
    // what Vert.x wants to find
    config.getMemberAttributeConfig().setAttribute("__vertx.nodeId", UUID.randomUUID().toString());
    config.addMultiMapConfig(
        new MultiMapConfig("__vertx.subs")
            .setBackupCount(1)
            .setValueCollectionType(MultiMapConfig.ValueCollectionType.SET));
    config.addMapConfig(new MapConfig("__vertx.haInfo").setBackupCount(1));
    config.addMapConfig(new MapConfig("__vertx.nodeInfo").setBackupCount(1));
    return config;
  }

  private static void network(NetworkConfig network, Cluster cluster, InetAddress address) {
    network.setPort(cluster.port()).setPortAutoIncrement(false);
    if (!Cluster.isEverywhere(cluster.host())) {
      network.getInterfaces().setEnabled(true).addInterface(address.getHostAddress());
    }
    if (cluster.publicHost() != null) {
      network.setPublicAddress(cluster.publicHost() + ":" + cluster.port());
    }
    var join = network.getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    var list = join.getTcpIpConfig().setEnabled(true).setConnectionTimeoutSeconds(3);
    cluster.join().forEach(peer -> list.addMember(peer.toString()));
  }

  /** Hands over what it keeps for others, within ten seconds, and is gone. */
  @Override
  public void close() {
    instance.shutdown();
  }
}
