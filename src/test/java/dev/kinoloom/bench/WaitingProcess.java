package dev.kinoloom.bench;

import dev.kinoloom.boot.WaitingNode;
import dev.kinoloom.store.DatabaseAddress;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A {@link WaitingNode} in a JVM of its own with half a gibibyte of heap. */
public final class WaitingProcess implements AutoCloseable {
  private static final Pattern FIGURE = Pattern.compile("(\\w+)=(\\d+)");

  private final Process process;
  private final BufferedReader out;
  private final BufferedWriter in;

  /** {@code looks}: seconds between two looks at the provider; ready when this returns. */
  public WaitingProcess(String classpath, DatabaseAddress database, Path home, int looks)
      throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                classpath,
                WaitingNode.class.getName(),
                BenchDatabase.url(database),
                home.toString(),
                Integer.toString(looks))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    in =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    await("ready");
  }

  /** Checks, and how late they were, since it was last asked. */
  public Map<String, Long> figures() throws IOException {
    return ask("figures", "checks=");
  }

  /** Memory, MiB. */
  public Map<String, Long> heap() throws IOException {
    return ask("heap", "most=");
  }

  private Map<String, Long> ask(String what, String answer) throws IOException {
    in.write(what + "\n");
    in.flush();
    return FIGURE
        .matcher(await(answer))
        .results()
        .collect(Collectors.toMap(hit -> hit.group(1), hit -> Long.parseLong(hit.group(2))));
  }

  /** The next line that begins so; others are lines of the log. */
  private String await(String start) throws IOException {
    for (var line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(start)) {
        return line;
      }
    }
    throw new IllegalStateException("the node ended before it said " + start);
  }

  /** SIGKILL. */
  public void kill() {
    process.destroyForcibly().onExit().orTimeout(30, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    kill();
  }

  /** What this JVM runs on, for a test of the same build. */
  public static String ownClasspath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  /** The packaged program and the compiled tests. */
  public static String packagedClasspath() {
    return List.of("target/test-classes", System.getProperty("kinoloom.jar", "target/kinoloom.jar"))
        .stream()
        .collect(Collectors.joining(System.getProperty("path.separator")));
  }
}
