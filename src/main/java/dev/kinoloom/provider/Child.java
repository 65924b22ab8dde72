package dev.kinoloom.provider;

import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.provider.Ended.How;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run of a program: without a shell, with bounded output, with an end. It blocks; run it where
 * blocking is allowed.
 *
 * <pre>{@code
 * Ended ended =
 *     Child.of("flite", List.of(program, "-f", file)).limit(Duration.ofSeconds(30)).run(call);
 * ended.expectSuccess();
 * }</pre>
 *
 * <p>Whatever happens, when {@link #run} answers, the program and its descendants are gone: on a
 * stop, at the limit (or the call's, if that is sooner), on silence when {@link #quietFor} was
 * said. Only names and paths of ours belong among the words; text goes in by {@link #stdin} or by a
 * file. It sees a short list of environment variables, so no secret leaks into it.
 */
public final class Child {
  /** The most that is kept of what a program says: the beginning of out, the end of err. */
  public static final int OUT_MAX = 256 * 1024;

  private static final Duration FAREWELL = Duration.ofSeconds(2);

  private final String provider;
  private final List<String> words;
  private final Map<String, String> environment;
  private final Duration limit;
  private final @Nullable Duration quiet;
  private final @Nullable String stdin;
  private final Consumer<String> onLine;

  private Child(
      String provider,
      List<String> words,
      Map<String, String> environment,
      Duration limit,
      @Nullable Duration quiet,
      @Nullable String stdin,
      Consumer<String> onLine) {
    this.provider = provider;
    this.words = List.copyOf(words);
    this.environment = Map.copyOf(environment);
    this.limit = limit;
    this.quiet = quiet;
    this.stdin = stdin;
    this.onLine = onLine;
  }

  /**
   * A program to be run.
   *
   * @param provider who runs it, for {@link ProviderException} and the name of the pid file
   * @param words the program (a path, or found on PATH) and its arguments
   */
  public static Child of(String provider, List<String> words) {
    return new Child(provider, words, Map.of(), Duration.ofMinutes(5), null, null, line -> {});
  }

  /** The most time it may take; 5 minutes when not said. Never longer than the call has left. */
  public Child limit(Duration longest) {
    return new Child(provider, words, environment, longest, quiet, stdin, onLine);
  }

  /** It is taken to hang when it says nothing on stdout for so long. */
  public Child quietFor(Duration longest) {
    return new Child(provider, words, environment, limit, longest, stdin, onLine);
  }

  /** Text that it reads from its standard input, as UTF-8; nothing to read when not said. */
  public Child stdin(String text) {
    return new Child(provider, words, environment, limit, quiet, text, onLine);
  }

  /** One more environment variable. */
  public Child with(String name, String value) {
    var more = new HashMap<>(environment);
    more.put(name, value);
    return new Child(provider, words, more, limit, quiet, stdin, onLine);
  }

  /** Called with each line of stdout as it comes, on a thread of its own; must be quick. */
  public Child eachLine(Consumer<String> reader) {
    return new Child(provider, words, environment, limit, quiet, stdin, reader);
  }

  /** Runs it to its end; throws UNAVAILABLE when it cannot be started, RESOURCES without disk. */
  public Ended run(Call call) {
    if (call.stopped()) {
      return ended(How.STOPPED, 143, "", "");
    }
    Path program =
        Programs.find(words.get(0))
            .orElseThrow(
                () ->
                    new ProviderException(
                        provider,
                        FailureKind.UNAVAILABLE,
                        name() + " was not found on the machine that should run it: install it",
                        words.get(0) + " was not found on this machine: install it",
                        null));
    var life = new ChildLife(start(program, call));
    call.onStop(() -> life.end(How.STOPPED));
    PidFile note = PidFile.write(call.scratch(), life.process().toHandle());
    try {
      return attend(life, call);
    } finally {
      life.end(How.STOPPED);
      note.remove();
    }
  }

  private Process start(Path program, Call call) {
    List<String> command = new ArrayList<>(Programs.leash());
    command.add(program.toString());
    command.addAll(words.subList(1, words.size()));
    var builder = new ProcessBuilder(command).directory(call.scratch().toFile());
    ChildEnvironment.set(builder.environment(), environment);
    try {
      builder.redirectInput(stdin == null ? new File("/dev/null") : spooled(call, stdin));
      return builder.start();
    } catch (IOException e) {
      throw new ProviderException(
          provider,
          FailureKind.UNAVAILABLE,
          name() + " could not be started",
          "%s could not be started: %s".formatted(program, e.getMessage()),
          e);
    }
  }

  /** A file instead of a pipe: a program that doesn't read it cannot block anybody. */
  private File spooled(Call call, String text) {
    try {
      Path file = Files.createTempFile(call.scratch(), "stdin-", ".txt");
      Files.write(file, text.getBytes(StandardCharsets.UTF_8));
      return file.toFile();
    } catch (IOException e) {
      throw new ProviderException(
          provider,
          FailureKind.RESOURCES,
          "there is no room for temporary files: make some, then ask again",
          "no room for temporary files in " + call.scratch(),
          e);
    }
  }

  private Ended attend(ChildLife life, Call call) {
    var out = Listener.head(life.process().getInputStream(), OUT_MAX, onLine);
    var err = Listener.tail(life.process().getErrorStream(), OUT_MAX);
    var usage = new ChildUsage(life.process().toHandle());
    try {
      life.await(shorter(limit, call.timeLeft()), quiet, out, usage);
      int code = life.process().waitFor();
      return ended(life.how(), code, out.text(FAREWELL), err.text(FAREWELL));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ended(How.STOPPED, 143, "", "");
    } finally {
      call.childTook(usage.cpu(), usage.peakBytes());
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** Of the program, without its directory. */
  private String name() {
    return String.valueOf(Path.of(words.get(0)).getFileName());
  }

  private Ended ended(How how, int code, String out, String err) {
    return new Ended(provider, name(), how, code, out, err);
  }
}
