package dev.kinoloom.chaos;

import dev.kinoloom.store.DatabaseAddress;
import dev.kinoloom.store.OwnPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Nodes as processes, a database of their own, and a {@link Way} of ours wherever one of them
 * speaks with another or with the database.
 */
final class Cluster implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(100);
  private static final Duration END = Duration.ofSeconds(90);

  private final OwnPostgres postgres;
  private final List<Member> members = new ArrayList<>();
  private final List<Way> toDatabase = new ArrayList<>();
  private final List<Way> toMember = new ArrayList<>();
  private final List<Way> toBus = new ArrayList<>();
  private final List<Integer> ports = new ArrayList<>();
  private final SmallDisk disk;
  private final Path directory;
  private final Plan plan;
  private final ScheduledFuture<?> supervising;
  private final ScheduledExecutorService supervisor = Executors.newSingleThreadScheduledExecutor();

  /**
   * What is to be built.
   *
   * @param nodes how many
   * @param leaseTtl of each
   * @param pace of the stages
   * @param clips where clips are bought; null = nowhere
   */
  record Plan(int nodes, Duration leaseTtl, Pace pace, @Nullable String clips) {
    /** Without clips. */
    Plan(int nodes, Duration leaseTtl, Pace pace) {
      this(nodes, leaseTtl, pace, null);
    }

    /** For a node's command line. */
    private List<String> arguments() {
      return clips == null ? List.of(pace.name()) : List.of(pace.name(), clips);
    }

    private Map<String, String> environment() {
      return Map.of(
          "KINOLOOM_NODE_LEASE_TTL", leaseTtl.toSeconds() + "s",
          "KINOLOOM_NODE_BEAT", leaseTtl.toMillis() / 4 + "ms",
          "KINOLOOM_NODE_DRAIN", "1s",
          "KINOLOOM_CLUSTER_NOTICE", "1s",
          "KINOLOOM_DATABASE_POOL_SIZE_MAX", "4",
          "KINOLOOM_CAPACITY_BRIEF", "8",
          "KINOLOOM_CAPACITY_SCRIPT", "8",
          "KINOLOOM_CAPACITY_VOICE", "8",
          "KINOLOOM_CAPACITY_VISUALS", "8",
          "KINOLOOM_CAPACITY_COMPOSITION", "8");
    }
  }

  /** Everything but the nodes is started; those are by {@link #startAll}. */
  Cluster(Path directory, Plan plan) throws Exception {
    this.directory = directory;
    this.plan = plan;
    postgres = OwnPostgres.start(Files.createDirectories(directory.resolve("database")));
    disk = new SmallDisk(home(0));
    for (int i = 0; i < plan.nodes(); i++) {
      ports.add(Ports.free(inside()));
    }
    for (int i = 0; i < plan.nodes(); i++) {
      add(i);
    }
    supervising =
        supervisor.scheduleWithFixedDelay(this::supervise, 300, 300, TimeUnit.MILLISECONDS);
  }

  /** What the nodes of the last cluster said; beside it, for it outlives the directory. */
  private static Path log(int number) throws IOException {
    return Files.createDirectories(Path.of("target", "chaos"))
        .resolve("node-%d.log".formatted(number));
  }

  private Path home(int number) {
    return directory.resolve("home-" + number);
  }

  /** Where all listen. */
  private static InetAddress inside() throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }

  /** Where others find it: the ways to it stand there. */
  private static InetAddress outside(int number) throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 1, (byte) (11 + number)});
  }

  private void add(int number) throws IOException {
    var address = postgres.address();
    var way =
        new Way(
            new InetSocketAddress(inside(), Ports.free(inside())),
            new InetSocketAddress(address.host(), address.port()));
    toDatabase.add(way);
    int port = ports.get(number);
    Files.deleteIfExists(log(number));
    int busPort = Ports.free(inside());
    toMember.add(way(number, port));
    toBus.add(way(number, busPort));
    int http = Ports.free(inside());
    int management = Ports.free(inside());
    var host = inside().getHostAddress();
    var environment = new HashMap<>(plan.environment());
    environment.putAll(database(way.port()));
    environment.put("KINOLOOM_ARTIFACTS_DIRECTORY", directory.resolve("artifacts").toString());
    environment.put("KINOLOOM_CLUSTER_JOIN", join());
    environment.put("KINOLOOM_CLUSTER_HOST", host);
    environment.put("KINOLOOM_CLUSTER_PORT", Integer.toString(port));
    environment.put("KINOLOOM_CLUSTER_PUBLIC_HOST", outside(number).getHostAddress());
    environment.put("KINOLOOM_CLUSTER_BUS_PORT", Integer.toString(busPort));
    environment.put("KINOLOOM_HTTP_HOST", host);
    environment.put("KINOLOOM_HTTP_PORT", Integer.toString(http));
    environment.put("KINOLOOM_MANAGEMENT_HOST", host);
    environment.put("KINOLOOM_MANAGEMENT_PORT", Integer.toString(management));
    environment.put("KINOLOOM_MANAGEMENT_TOKEN", Management.TOKEN);
    environment.put("KINOLOOM_NODE_NAME", "node-" + number);
    members.add(
        new Member(
            "node-" + number,
            home(number),
            log(number),
            "http://%s:%d".formatted(host, http),
            "http://%s:%d".formatted(host, management),
            plan.arguments(),
            environment));
  }

  private static Way way(int number, int port) throws IOException {
    return new Way(
        new InetSocketAddress(outside(number), port), new InetSocketAddress(inside(), port));
  }

  private Map<String, String> database(int port) {
    var address = postgres.address();
    return Map.of(
        "KINOLOOM_DATABASE_URL",
            "postgresql://127.0.0.1:%d/%s?sslmode=disable".formatted(port, address.database()),
        "KINOLOOM_DATABASE_USER", address.user(),
        "KINOLOOM_DATABASE_PASSWORD", address.password().reveal());
  }

  private String join() throws IOException {
    var all = new ArrayList<String>();
    for (int i = 0; i < ports.size(); i++) {
      all.add(outside(i).getHostAddress() + ":" + ports.get(i));
    }
    return String.join(",", all);
  }

  private void supervise() {
    try {
      for (var member : members) {
        member.supervise();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Answers when all are ready. */
  void startAll() throws IOException {
    for (var member : members) {
      member.start();
    }
    members.forEach(member -> member.awaitReady(START));
  }

  List<Member> members() {
    return members;
  }

  Member member(int number) {
    return members.get(number);
  }

  OwnPostgres postgres() {
    return postgres;
  }

  DatabaseAddress database() {
    return postgres.address();
  }

  /** The one on which the first node's home lies. */
  SmallDisk disk() {
    return disk;
  }

  /** The way of a node to the database. */
  Way toDatabase(int number) {
    return toDatabase.get(number);
  }

  /** Nobody reaches {@code lonely}, and it reaches nobody; the others see each other. */
  void isolate(int lonely) {
    var alone = members.get(lonely);
    for (int i = 0; i < members.size(); i++) {
      if (i == lonely) {
        toMember.get(i).shut();
        toBus.get(i).shut();
      } else {
        toMember.get(i).openFor(caller -> !alone.calls(caller));
        toBus.get(i).openFor(caller -> !alone.calls(caller));
      }
    }
  }

  /** Each is on its own. */
  void scatter() {
    toMember.forEach(Way::shut);
    toBus.forEach(Way::shut);
  }

  /** Everybody reaches everybody, and the database. */
  void heal() {
    toMember.forEach(Way::openForAll);
    toBus.forEach(Way::openForAll);
    toDatabase.forEach(Way::openForAll);
  }

  /** Connections closed between a commit and its answer. */
  int cuts() {
    return toDatabase.stream().mapToInt(Way::cuts).sum();
  }

  /** What processes of the nodes' homes still run, this one's database aside. */
  List<String> leftRunning() {
    return IntStream.range(0, members.size())
        .boxed()
        .flatMap(i -> KinoloomProcess.leftRunning(home(i)).stream())
        .toList();
  }

  /** What lies in the nodes' scratch directories. */
  List<Path> scratch() throws IOException {
    var all = new ArrayList<Path>();
    for (int i = 0; i < members.size(); i++) {
      all.addAll(KinoloomProcess.scratch(home(i)));
    }
    return all;
  }

  /** All go at once, in order. */
  void drainAll() throws InterruptedException {
    members.forEach(Member::terminate);
    for (var member : members) {
      member.awaitEnd(END);
    }
  }

  @Override
  public void close() throws IOException {
    supervising.cancel(false);
    supervisor.shutdownNow();
    for (var member : members) {
      member.kill();
    }
    for (var ways : List.of(toDatabase, toMember, toBus)) {
      ways.forEach(Way::close);
    }
    disk.close();
    postgres.close();
  }
}
