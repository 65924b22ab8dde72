package dev.kinoloom.chaos;

import dev.kinoloom.boot.ChaosNode;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A node of the cluster through all its lives. Each life is a process; one that ends though nobody
 * ended it is followed by another, as a supervisor would have it.
 */
final class Member {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  private final String name;
  private final Path home;
  private final Path log;
  private final String url;
  private final String management;
  private final List<String> arguments;
  private final Map<String, String> environment;
  private int lives;
  private boolean wanted;
  private boolean wasReady;
  private int diedByItself;
  private int startedAgain;
  private volatile @Nullable Process process;
  private volatile String health = "";

  /**
   * {@code log}: a file that all lives write to; {@code arguments}: what follows the home on its
   * command line.
   */
  Member(
      String name,
      Path home,
      Path log,
      String url,
      String management,
      List<String> arguments,
      Map<String, String> environment) {
    this.name = name;
    this.home = home;
    this.log = log;
    this.url = url;
    this.management = management;
    this.arguments = List.copyOf(arguments);
    this.environment = Map.copyOf(environment);
  }

  String name() {
    return name;
  }

  Path home() {
    return home;
  }

  /** Of its API. */
  String url() {
    return url;
  }

  /** Of its management port. */
  String management() {
    return management;
  }

  synchronized void start() throws IOException {
    wanted = true;
    wasReady = false;
    lives++;
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-Xshare:auto",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                Classpath.ofThisJvm(),
                ChaosNode.class.getName(),
                home.toString()));
    command.addAll(arguments);
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().keySet().removeIf(variable -> variable.startsWith("KINOLOOM_"));
    builder.environment().putAll(environment);
    process = builder.start();
  }

  /** SIGKILL to the process alone. */
  void kill() {
    var victim = unwanted();
    if (victim != null) {
      victim.destroyForcibly().onExit().join();
    }
  }

  /** SIGTERM; it goes by itself. */
  void terminate() {
    var leaving = unwanted();
    if (leaving != null) {
      leaving.toHandle().destroy();
    }
  }

  /** Waits until it has gone. */
  void awaitEnd(Duration most) throws InterruptedException {
    var leaving = process;
    if (leaving != null && !leaving.waitFor(most.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("%s does not go; its log is %s".formatted(name, log));
    }
  }

  private synchronized @Nullable Process unwanted() {
    wanted = false;
    return process;
  }

  /** STOP or CONT. */
  void signal(String what) throws IOException, InterruptedException {
    var receiver = process;
    if (receiver != null) {
      new ProcessBuilder("kill", "-" + what, Long.toString(receiver.pid())).start().waitFor();
    }
  }

  /** Whether it is this node that has connected to {@code accepted}. */
  boolean calls(Socket accepted) {
    var current = process;
    return current != null && Callers.isOf(current.pid(), accepted);
  }

  /** Starts it again if it ended by itself. */
  synchronized void supervise() throws IOException {
    var current = process;
    if (wanted && current != null && !current.isAlive()) {
      if (wasReady) {
        diedByItself++;
      }
      startedAgain++;
      start();
    }
  }

  /** How often it ended though it had been ready and nobody ended it. */
  synchronized int diedByItself() {
    return diedByItself;
  }

  /** How often it had to be started again by the supervisor. */
  synchronized int startedAgain() {
    return startedAgain;
  }

  synchronized int lives() {
    return lives;
  }

  boolean isReady() {
    var look =
        HttpRequest.newBuilder(URI.create(management + "/health/ready"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      var answer = CLIENT.send(look, BodyHandlers.ofString());
      boolean ready = answer.statusCode() == 200;
      health = answer.body();
      synchronized (this) {
        wasReady |= ready;
      }
      return ready;
    } catch (IOException e) {
      health = String.valueOf(e);
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Nothing tells of it: it is asked again and again. */
  void awaitReady(Duration most) {
    long end = System.nanoTime() + most.toNanos();
    while (!isReady()) {
      if (System.nanoTime() > end) {
        throw new AssertionError(
            "%s is not ready in %s: %s; its log is %s".formatted(name, most, health, log));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }
}
