package dev.kinoloom.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.provider.Ended.How;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildIT {
  private final Path dir;

  ChildIT(@TempDir Path dir) {
    this.dir = dir;
  }

  @Test
  void says_what_it_said_and_its_exit_code() throws IOException {
    Ended ended = run("echo out; echo err >&2; exit 3");

    assertThat(ended)
        .isEqualTo(new Ended("fake", "program", How.EXITED, 3, "out\n", "err\n"))
        .matches(e -> !e.succeeded());
    assertThatThrownBy(ended::expectSuccess)
        .isInstanceOfSatisfying(
            ProviderException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.BAD_OUTPUT))
        .hasMessage("program failed with exit code 3: err");
  }

  @Test
  void what_it_said_and_where_it_lies_is_not_for_everybody() throws IOException {
    var ended = run("echo \"$PWD/film.mp4: No such file\" >&2; exit 3");

    assertThatThrownBy(ended::expectSuccess).satisfies(e -> assertPlain(e, "exit code 3"));
    var missing = dir.resolve("no-such-program").toString();
    assertThatThrownBy(() -> Child.of("fake", List.of(missing)).run(new TestCall(dir)))
        .satisfies(e -> assertPlain(e, "no-such-program was not found"));
  }

  private void assertPlain(Throwable thrown, String words) {
    assertThat(thrown)
        .isInstanceOfSatisfying(
            ProviderException.class,
            e -> {
              assertThat(e.failure().message()).contains(words).doesNotContain(dir.toString());
              assertThat(e.failure().forOperators()).contains(words).contains(dir.toString());
            });
  }

  @Test
  void its_processor_time_and_memory_are_told_those_of_its_descendants_too() throws IOException {
    var loop = "i=0; while [ $i -lt 400000 ]; do i=$((i+1)); done";
    var idle = new TestCall(dir);
    child("sleep 0.3").run(idle);
    var busy = new TestCall(dir);
    long began = System.nanoTime();
    child("(" + loop + ") & wait").run(busy);
    var took = Duration.ofNanos(System.nanoTime() - began);

    assertThat(idle.cpu()).isLessThan(Duration.ofMillis(100));
    assertThat(busy.cpu())
        .isGreaterThan(Duration.ofMillis(100))
        .isLessThanOrEqualTo(took.plusMillis(20));
    var roomy = new TestCall(dir);
    child("(head -c 40000000 /dev/zero; sleep 1) | tail -c 40000000 > /dev/null").run(roomy);
    if (Files.isReadable(Path.of("/proc/self/status"))) {
      assertThat(idle.peakBytes()).isBetween(200_000L, 20_000_000L);
      assertThat(roomy.peakBytes()).isBetween(40_000_000L, 100_000_000L);
    } else {
      assertThat(roomy.peakBytes()).isNull();
    }
  }

  @Test
  void text_reaches_it_byte_by_byte_and_no_shell_sees_it() throws IOException {
    String text = "`touch a` $(touch b); \"quoted\" 'q' %s \\n\n| 漢字 e\u0301 🎬 <speak>";

    Ended ended = child("cat").stdin(text).run(new TestCall(dir));

    assertThat(ended.out()).isEqualTo(text);
    assertThat(dir.resolve("a")).doesNotExist();
    assertThat(dir.resolve("b")).doesNotExist();
  }

  @Test
  void has_nothing_to_read_when_nothing_was_given() throws IOException {
    assertThat(run("cat; echo end").out()).isEqualTo("end\n");
  }

  @Test
  void text_that_it_does_not_read_blocks_nobody() throws IOException {
    Ended ended = child("exit 0").stdin("x".repeat(1_000_000)).run(new TestCall(dir));

    assertThat(ended.succeeded()).isTrue();
  }

  @Test
  void a_flood_of_output_is_read_but_not_kept() throws IOException {
    Ended ended =
        run("head -c 5000000 /dev/zero | tr '\\0' x; head -c 5000000 /dev/zero | tr '\\0' y >&2");

    assertThat(ended.succeeded()).isTrue();
    assertThat(ended.out()).isEqualTo("x".repeat(Child.OUT_MAX));
    assertThat(ended.err()).isEqualTo("y".repeat(Child.OUT_MAX));
  }

  @Test
  void each_line_is_told_and_a_failing_listener_harms_nothing() throws IOException {
    List<String> lines = new ArrayList<>();

    Ended ended =
        child("printf 'frame=1\\r\\nframe=2\\n\\nend'")
            .eachLine(
                line -> {
                  lines.add(line);
                  throw new IllegalStateException("listener");
                })
            .run(new TestCall(dir));

    assertThat(ended.succeeded()).isTrue();
    assertThat(lines).containsExactly("frame=1", "frame=2", "end");
  }

  @Test
  void one_that_takes_too_long_is_killed() throws IOException {
    Ended ended = child("exec sleep 600").limit(Duration.ofMillis(200)).run(new TestCall(dir));

    assertThat(ended.how()).isEqualTo(How.TIMED_OUT);
    assertThatThrownBy(ended::expectSuccess)
        .isInstanceOfSatisfying(
            ProviderException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.TIMEOUT));
  }

  @Test
  void never_runs_longer_than_the_call_has_left() throws IOException {
    Ended ended = child("exec sleep 600").run(new TestCall(dir, Duration.ofMillis(200)));

    assertThat(ended.how()).isEqualTo(How.TIMED_OUT);
  }

  @Test
  void one_that_falls_silent_is_killed_but_not_one_that_goes_on_talking() throws IOException {
    Duration quiet = Duration.ofMillis(900);
    Ended silent = child("echo a; exec sleep 600").quietFor(quiet).run(new TestCall(dir));
    Ended talking =
        child("for i in 1 2 3 4 5 6 7 8; do echo $i; sleep 0.2; done")
            .quietFor(quiet)
            .run(new TestCall(dir));

    assertThat(silent.how()).isEqualTo(How.TIMED_OUT);
    assertThat(silent.out()).isEqualTo("a\n");
    assertThat(talking.succeeded()).isTrue();
  }

  @Test
  void a_stop_kills_it_and_its_descendants() throws Exception {
    BlockingQueue<String> said = new LinkedBlockingQueue<>();
    TestCall call = new TestCall(dir);
    Child child = child("sleep 600 & echo $!; wait").eachLine(said::add);
    var ended = CompletableFuture.supplyAsync(() -> child.run(call));
    long grandchild = Long.parseLong(said.take());

    call.stop();

    assertThat(ended.get(5, TimeUnit.SECONDS).how()).isEqualTo(How.STOPPED);
    assertThat(gone(grandchild)).isTrue();
    assertThat(notes()).isEmpty();
  }

  @Test
  void is_not_started_once_the_call_was_stopped() throws IOException {
    TestCall call = new TestCall(dir);
    call.stop();

    assertThat(child("touch started").run(call).how()).isEqualTo(How.STOPPED);
    assertThat(dir.resolve("started")).doesNotExist();
  }

  @Test
  void a_missing_program_is_unavailable() {
    assertThatThrownBy(() -> Child.of("fake", List.of("no-such-program")).run(new TestCall(dir)))
        .isInstanceOfSatisfying(
            ProviderException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.UNAVAILABLE))
        .hasMessageContaining("install it");
  }

  @Test
  void sees_no_secret_of_the_environment() throws IOException {
    String seen = child("env").with("ASKED_FOR", "1").run(new TestCall(dir)).out();

    assertThat(System.getenv().keySet()).contains("PATH");
    assertThat(seen.lines().map(line -> line.replaceAll("=.*", "")))
        .contains("PATH", "ASKED_FOR")
        .allMatch(
            name ->
                name.matches(
                    "ASKED_FOR|PATH|HOME|USER|TMPDIR|LANG|LANGUAGE|LD_LIBRARY_PATH|TZ|LC_.*"
                        + "|XDG_.*|FONTCONFIG_.*|NVIDIA_.*|CUDA_.*|LIBVA_.*|ESPEAK_.*|DYLD_.*"
                        // a shell's own
                        + "|PWD|OLDPWD|SHLVL|_"));
  }

  @Test
  void an_orphan_is_found_by_its_note_and_killed_at_the_next_start() throws Exception {
    Path deep = Files.createDirectories(dir.resolve("job-1/task-2"));
    Process orphan = new ProcessBuilder("sleep", "600").start();
    PidFile.write(deep, orphan.toHandle());

    int found = PidFile.sweep(dir);

    assertThat(found).isEqualTo(1);
    assertThat(orphan.waitFor(5, TimeUnit.SECONDS)).isTrue();
    assertThat(notes()).isEmpty();
  }

  @Test
  void another_process_that_got_the_same_number_is_left_alone() throws Exception {
    Process other = new ProcessBuilder("sleep", "600").start();
    try {
      Files.writeString(dir.resolve("1.child-pid"), other.pid() + " 2001-01-01T00:00:00Z");
      Files.writeString(dir.resolve("2.child-pid"), "rubbish");

      assertThat(PidFile.sweep(dir)).isZero();
      assertThat(other.isAlive()).isTrue();
      assertThat(notes()).isEmpty();
    } finally {
      other.destroyForcibly();
    }
  }

  private Ended run(String script) throws IOException {
    return child(script).run(new TestCall(dir));
  }

  private Child child(String script) throws IOException {
    Path program = dir.resolve("program");
    Files.writeString(program, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return Child.of("fake", List.of(program.toString()));
  }

  private List<Path> notes() throws IOException {
    try (Stream<Path> files = Files.walk(dir)) {
      return files.filter(file -> file.toString().endsWith(".child-pid")).toList();
    }
  }

  /** Waits until it is, five seconds at most. A zombie that nobody has reaped yet is gone too. */
  private static boolean gone(long pid) throws Exception {
    var handle = ProcessHandle.of(pid);
    if (handle.isPresent()) {
      handle.get().onExit().get(5, TimeUnit.SECONDS);
    }
    return true;
  }
}
