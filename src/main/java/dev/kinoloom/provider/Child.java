package dev.kinoloom.provider;

import dev.kinoloom.domain.FailureKind;
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
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run of a program: without a shell, with bounded output, with an end. It blocks; run it where
 * blocking is allowed.
 *
 * <pre>{@code
 * Child.Ended ended =
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

  /** Exit codes of programs that were killed begin here. */
  private static final int SIGNALLED = 128;

  private static final Duration FAREWELL = Duration.ofSeconds(2);
  private static final List<String> SEEN =
      List.of("PATH", "HOME", "USER", "TMPDIR", "LANG", "LANGUAGE", "LD_LIBRARY_PATH", "TZ");
  private static final List<String> SEEN_PREFIXES =
      List.of("LC_", "DYLD_", "FONTCONFIG_", "XDG_", "LIBVA_", "CUDA_", "NVIDIA_", "ESPEAK_");

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

  /** How it came to its end. */
  public enum How {
    EXITED,
    TIMED_OUT,
    STOPPED
  }

  /**
   * What is left of it.
   *
   * @param provider who ran it
   * @param program its name
   * @param how it ended
   * @param code exit code; 128 + signal when it was killed
   * @param out the first {@value #OUT_MAX} bytes of stdout
   * @param err the last {@value #OUT_MAX} bytes of stderr
   */
  public record Ended(String provider, String program, How how, int code, String out, String err) {
    public boolean succeeded() {
      return how == How.EXITED && code == 0;
    }

    /** Throws when it did not end by itself with 0: TIMEOUT, UNAVAILABLE (stopped), BAD_OUTPUT. */
    public Ended expectSuccess() {
      return switch (how) {
        case TIMED_OUT -> throw failed(FailureKind.TIMEOUT, "took too long and was ended");
        case STOPPED -> throw failed(FailureKind.UNAVAILABLE, "was stopped");
        case EXITED -> {
          if (code != 0) {
            throw failed();
          }
          yield this;
        }
      };
    }

    private String end() {
      return code > SIGNALLED
          ? "was ended by signal %d".formatted(code - SIGNALLED)
          : "failed with exit code " + code;
    }

    private ProviderException failed(FailureKind kind, String what) {
      return new ProviderException(provider, kind, program + " " + what);
    }

    /** What it said is for who runs the service: programs name files. */
    private ProviderException failed() {
      String end = "%s %s".formatted(program, end());
      String said = lastWords();
      return said.isEmpty()
          ? new ProviderException(provider, FailureKind.BAD_OUTPUT, end)
          : new ProviderException(
              provider,
              FailureKind.BAD_OUTPUT,
              end + "; who runs the service can see what it said",
              "%s: %s".formatted(end, said),
              null);
    }

    /** The last line it said on stderr, fit to be shown; empty when it said nothing. */
    private String lastWords() {
      String last =
          err.lines().map(String::strip).filter(line -> !line.isEmpty()).reduce("", (a, b) -> b);
      String plain = last.replaceAll("\\p{Cntrl}", " ");
      return plain.substring(0, Math.min(300, plain.length()));
    }
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
    var life = new Life(start(program, call));
    call.onStop(() -> life.end(How.STOPPED));
    PidFile note = PidFile.write(call.scratch(), life.process.toHandle());
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
    builder.environment().keySet().removeIf(name -> !isSeen(name));
    builder.environment().putAll(environment);
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

  private static boolean isSeen(String name) {
    return SEEN.contains(name) || SEEN_PREFIXES.stream().anyMatch(name::startsWith);
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

  private Ended attend(Life life, Call call) {
    var out = Listener.head(life.process.getInputStream(), OUT_MAX, onLine);
    var err = Listener.tail(life.process.getErrorStream(), OUT_MAX);
    var usage = new ChildUsage(life.process.toHandle());
    try {
      awaitEnd(life, out, call.timeLeft(), usage);
      int code = life.process.waitFor();
      return ended(life.how(), code, out.text(FAREWELL), err.text(FAREWELL));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ended(How.STOPPED, 143, "", "");
    } finally {
      call.childTook(usage.cpu(), usage.peakBytes());
    }
  }

  private void awaitEnd(Life life, Listener out, Duration callsTimeLeft, ChildUsage usage)
      throws InterruptedException {
    Duration most = limit.compareTo(callsTimeLeft) < 0 ? limit : callsTimeLeft;
    long end = System.nanoTime() + most.toNanos();
    while (true) {
      long now = System.nanoTime();
      long left = end - now;
      if (quiet != null) {
        left = Math.min(left, out.lastHeard() + quiet.toNanos() - now);
      }
      long look = Math.min(left, usage.untilNextLook());
      if (life.process.waitFor(Math.max(0, look), TimeUnit.NANOSECONDS)) {
        return;
      }
      usage.look();
      if (left <= 0) {
        life.end(How.TIMED_OUT);
        return;
      }
    }
  }

  /** Of the program, without its directory. */
  private String name() {
    return String.valueOf(Path.of(words.get(0)).getFileName());
  }

  private Ended ended(How how, int code, String out, String err) {
    return new Ended(provider, name(), how, code, out, err);
  }

  /** A running process and why it ended; may be ended from any thread, more than once. */
  private static final class Life {
    final Process process;
    private How how = How.EXITED;

    Life(Process process) {
      this.process = process;
    }

    /** The first reason counts; none does when it has ended by itself already. */
    synchronized void end(How why) {
      if (process.isAlive()) {
        how = how == How.EXITED ? why : how;
        List<ProcessHandle> family = process.descendants().toList();
        process.destroyForcibly();
        family.forEach(ProcessHandle::destroyForcibly);
      }
    }

    synchronized How how() {
      return how;
    }
  }
}
