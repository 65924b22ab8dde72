package dev.kinoloom.boot;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.bus.Bus;
import dev.kinoloom.bus.BusOptions;
import dev.kinoloom.chaos.Ports;
import dev.kinoloom.chaos.Way;
import dev.kinoloom.config.Cluster;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Hints between nodes over real sockets. */
class ClusterBusIT {
  private static final String LOCAL = "127.0.0.1";
  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final long STRANGE = 666;
  private final List<Node> nodes = new ArrayList<>();
  @TempDir Path directory;

  /** As much of a node as hears hints. */
  private static final class Node {
    final HazelcastMember member;
    final Vertx vertx;
    final Bus bus;
    final BlockingQueue<List<Long>> heard = new LinkedBlockingQueue<>();

    Node(Cluster cluster, String installation) throws Exception {
      member = HazelcastMember.join(cluster, installation);
      vertx =
          Vertx.builder()
              .with(BusOptions.with(new VertxOptions(), cluster))
              .withClusterManager(member.manager())
              .buildClustered()
              .await(60, SECONDS);
      bus = new Bus(vertx);
      bus.open().await(20, SECONDS);
      bus.onAnnounce(heard::add);
    }

    /** How many nodes it sees, this one too. */
    int members() {
      return member.manager().getHazelcastInstance().getCluster().getMembers().size();
    }

    /** Says {@code number} until {@code other} has heard it: a connection may still be made. */
    void reach(Node other, long number) throws InterruptedException {
      for (int tries = 0; tries < 60; tries++) {
        bus.announce(List.of(number));
        for (var got = other.heard.poll(500, TimeUnit.MILLISECONDS);
            got != null;
            got = other.heard.poll()) {
          assertThat(got).as("of a stranger").isNotEqualTo(List.of(STRANGE));
          if (got.equals(List.of(number))) {
            return;
          }
        }
      }
      throw new AssertionError("never heard " + number);
    }
  }

  @AfterEach
  void close() throws Exception {
    for (var node : nodes) {
      node.vertx.close().await(20, SECONDS);
      node.member.close();
    }
  }

  private Node node(List<Integer> ports, int number, Cluster.@Nullable Tls tls) throws Exception {
    return node(ports, number, tls, "one");
  }

  private Node node(List<Integer> ports, int number, Cluster.@Nullable Tls tls, String installation)
      throws Exception {
    var join = ports.stream().map(port -> new Cluster.Peer(LOCAL, port)).toList();
    var cluster = new Cluster(join, LOCAL, ports.get(number), null, null, 0, tls, Duration.ZERO);
    var node = new Node(cluster, installation);
    nodes.add(node);
    return node;
  }

  private static List<Integer> ports(int most) throws IOException {
    var sockets = new ArrayList<ServerSocket>();
    for (int i = 0; i < most; i++) {
      sockets.add(new ServerSocket(0));
    }
    for (var socket : sockets) {
      socket.close();
    }
    return sockets.stream().map(ServerSocket::getLocalPort).toList();
  }

  @Test
  void hints_reach_other_nodes_and_nodes_of_another_database_are_no_company() throws Exception {
    var ports = ports(3);
    var a = node(ports, 0, null);
    var b = node(ports, 1, null);
    var elsewhere = node(ports, 2, null, "another");

    a.reach(b, 1);
    b.reach(a, 2);

    assertThat(elsewhere.heard).isEmpty();
  }

  /** A node whose ports others reach only by ways that can be shut. */
  private Node behindWays(List<Integer> ports, int number, List<Way> ways) throws Exception {
    var inside = InetAddress.getByAddress(LOOPBACK);
    int busPort = Ports.free(inside);
    for (int port : List.of(ports.get(number), busPort)) {
      ways.add(
          new Way(
              new InetSocketAddress(outside(number), port), new InetSocketAddress(inside, port)));
    }
    var join =
        List.of(
            new Cluster.Peer(outside(0), ports.get(0)), new Cluster.Peer(outside(1), ports.get(1)));
    var node =
        new Node(
            new Cluster(
                join,
                LOCAL,
                ports.get(number),
                outside(number),
                null,
                busPort,
                null,
                Duration.ZERO),
            "one");
    nodes.add(node);
    return node;
  }

  private static String outside(int number) {
    return "127.0.1." + (31 + number);
  }

  @Test
  @EnabledOnOs(OS.LINUX) // elsewhere a machine has but one address of its own
  void nodes_that_could_not_see_each_other_hear_each_other_again() throws Exception {
    var inside = InetAddress.getByAddress(LOOPBACK);
    var ports = List.of(Ports.free(inside), Ports.free(inside));
    var ways = new ArrayList<Way>();
    try {
      var a = behindWays(ports, 0, ways);
      var b = behindWays(ports, 1, ways);
      a.reach(b, 1);
      b.reach(a, 2);

      ways.forEach(Way::shut);
      await(() -> a.members() == 1 && b.members() == 1);
      ways.forEach(Way::openForAll);
      await(() -> a.members() == 2 && b.members() == 2);

      a.reach(b, 3);
      b.reach(a, 4);
    } finally {
      ways.forEach(Way::close);
    }
  }

  @Test
  void one_who_hangs_keeps_nobody_from_starting_and_others_are_looked_for_again() throws Exception {
    var inside = InetAddress.getByAddress(LOOPBACK);
    var both =
        List.of(
            new Cluster.Peer(LOCAL, Ports.free(inside)),
            new Cluster.Peer(LOCAL, Ports.free(inside)));
    final Node early;
    try (var hangs = new ServerSocket(both.get(1).port(), 5, inside)) {
      early = node(both, both.get(0));
      assertThat(hangs.isClosed()).isFalse();
    }

    var late = node(both.subList(1, 2), both.get(1));
    await(() -> early.members() == 2);

    early.reach(late, 1);
    late.reach(early, 2);
  }

  /** Nothing tells of it: it is looked at again and again, until JUnit has enough. */
  private static void await(BooleanSupplier what) {
    while (!what.getAsBoolean()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  private Node node(List<Cluster.Peer> join, Cluster.Peer me) throws Exception {
    var node =
        new Node(new Cluster(join, LOCAL, me.port(), null, null, 0, null, Duration.ZERO), "one");
    nodes.add(node);
    return node;
  }

  @Test
  void by_mutual_tls_only_nodes_of_the_same_authority_hear_each_other() throws Exception {
    var ports = ports(4);
    var ours = Certificates.in(directory.resolve("ours"));
    var a = node(ports, 0, ours);
    var b = node(ports, 1, ours);
    a.reach(b, 1);
    b.reach(a, 2);
    var stranger = node(ports, 2, Certificates.in(directory.resolve("theirs")));
    stranger.bus.announce(List.of(STRANGE));

    var later = node(ports, 3, ours); // in the time that it takes to join, the stranger could
    stranger.bus.announce(List.of(STRANGE));
    a.reach(later, 3);
    later.reach(b, 4);
    b.reach(a, 5);

    for (var one : List.of(a, b, later)) {
      assertThat(one.heard).doesNotContain(List.of(STRANGE));
    }
    assertThat(stranger.heard.stream().filter(hint -> !hint.equals(List.of(STRANGE)))).isEmpty();
  }
}
