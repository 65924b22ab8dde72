package dev.kinoloom.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The packaged jar as a user runs it: a process of its own, whose lines are read as they come. */
public final class KinoloomProcess implements AutoCloseable {
  private static final String END = new String("end of output");
  private final Process process;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final List<String> seen = new ArrayList<>();
  private boolean ended;

  private KinoloomProcess(Process process) {
    this.process = process;
    var reader = new Thread(this::read, "reads process " + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  /** {@code stdin} null = nothing to read. */
  public static KinoloomProcess start(Path home, @Nullable String stdin, String... arguments)
      throws IOException {
    return start(home, stdin, Map.of(), arguments);
  }

  /** {@code environment}: in place of variables of ours, or beside them. */
  public static KinoloomProcess start(
      Path home, @Nullable String stdin, Map<String, String> environment, String... arguments)
      throws IOException {
    return start(jar(), home, stdin, environment, arguments);
  }

  /** The jar that this build has made. */
  public static Path jar() {
    return Path.of(System.getProperty("kinoloom.jar", "target/kinoloom.jar"));
  }

  /** The same of another {@code jar}, of another version perhaps. */
  public static KinoloomProcess start(
      Path jar,
      Path home,
      @Nullable String stdin,
      Map<String, String> environment,
      String... arguments)
      throws IOException {
    assertThat(jar).as("the packaged jar; 'mvn package' makes it").exists();
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                jar.toString()));
    command.addAll(Arrays.asList(arguments));
    command.addAll(List.of("--home", home.toString()));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("KINOLOOM_"));
    builder.environment().putAll(environment);
    var process = builder.start();
    try (OutputStream in = process.getOutputStream()) {
      if (stdin != null) {
        in.write(stdin.getBytes(StandardCharsets.UTF_8));
      }
    }
    return new KinoloomProcess(process);
  }

  /** A film of 15 seconds; {@code size} as in {@code 480x270}. */
  public static KinoloomProcess make(Path home, String article, String size, Path film)
      throws IOException {
    return start(
        home, article, "make", "-", "--seconds", "15", "--size", size, "--out", film.toString());
  }

  private void read() {
    try (var in =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (var line = in.readLine(); line != null; line = in.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      // it was killed: its pipe broke
    }
    lines.add(END);
  }

  /**
   * Waits for a line and answers it; fails when the process ends, or {@code seconds} pass, without
   * one.
   */
  public String await(Predicate<String> wanted, int seconds) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (true) {
      var line = lines.poll(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      if (line == null || line.equals(END)) {
        throw new AssertionError(
            "never said what was awaited; it said:\n" + String.join("\n", seen));
      }
      seen.add(line);
      if (wanted.test(line)) {
        return line;
      }
    }
  }

  /** The key that {@code serve} tells once, before anything else. */
  public String awaitKey(int seconds) throws InterruptedException {
    return await(line -> line.contains("kl_"), seconds).replaceAll(".*(kl_\\S+).*", "$1");
  }

  /** The URL that {@code serve} tells when it answers requests. */
  public String awaitUrl(int seconds) throws InterruptedException {
    return await(line -> line.contains("serves on"), seconds)
        .replaceAll(".*serves on (\\S+) .*", "$1");
  }

  /** The URL of its management port, which {@code serve} tells last. */
  public String awaitManagement(int seconds) throws InterruptedException {
    return await(line -> line.contains("metrics are on"), seconds)
        .replaceAll(".* on (\\S+) .*", "$1");
  }

  /** Waits for its end; answers its exit code. */
  public int awaitEnd(int seconds) throws InterruptedException {
    assertThat(process.waitFor(seconds, TimeUnit.SECONDS))
        .as("ends within %d s; it said:%n%s", seconds, String.join("\n", seen))
        .isTrue();
    return process.exitValue();
  }

  /** Everything it said; once it has ended. May be asked again. */
  public String output() throws InterruptedException {
    while (!ended) {
      var line = lines.poll(10, TimeUnit.SECONDS);
      ended = line == null || line.equals(END);
      if (!ended) {
        seen.add(line);
      }
    }
    return String.join("\n", seen);
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** SIGKILL to the process alone: its children must be found and ended by whoever comes next. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** SIGINT, as Ctrl-C sends it. */
  public void interrupt() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
  }

  /** SIGTERM; what it says on its way out is still read. */
  public void terminate() {
    process.toHandle().destroy();
  }

  /**
   * Waits for a descendant whose command line contains that, and answers it: nothing signals the
   * start of a child to somebody who isn't its parent, so it is looked for again and again.
   */
  public ProcessHandle awaitChild(String command, int seconds) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (System.nanoTime() < end) {
      var found =
          process
              .descendants()
              .filter(child -> child.info().commandLine().orElse("").contains(command))
              .findFirst();
      if (found.isPresent()) {
        return found.get();
      }
      assertThat(process.isAlive()).as("lives; it said:%n%s", String.join("\n", seen)).isTrue();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
    throw new AssertionError("no child ran " + command);
  }

  /** Descendants whose command line contains that. */
  public List<String> children(String command) {
    return process
        .descendants()
        .map(child -> child.info().commandLine().orElse(""))
        .filter(line -> line.contains(command))
        .toList();
  }

  /** How long from {@code since} ({@link System#nanoTime}) until that process is gone. */
  public static Duration goneAfter(ProcessHandle child, long since) {
    long most = TimeUnit.SECONDS.toNanos(20);
    while (child.isAlive() && System.nanoTime() - since < most) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
    return Duration.ofNanos(System.nanoTime() - since);
  }

  /** Processes, of whatever parent, whose command line names a program of this home. */
  public static List<String> leftRunning(Path home) {
    return ProcessHandle.allProcesses()
        .map(handle -> handle.info().commandLine().or(() -> handle.info().command()).orElse(""))
        .filter(command -> command.contains(home.toString()))
        .toList();
  }

  /** What lies under a home's scratch directory. */
  public static List<Path> scratch(Path home) throws IOException {
    try (var files = Files.walk(home.resolve("scratch"))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      process.destroy();
      process
          .onExit()
          .orTimeout(30, TimeUnit.SECONDS)
          .exceptionally(late -> process.destroyForcibly())
          .join();
    }
  }
}
