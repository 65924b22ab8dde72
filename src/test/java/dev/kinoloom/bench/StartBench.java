package dev.kinoloom.bench;

import dev.kinoloom.chaos.KinoloomProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * P9: from the start of the process to {@code /health/ready}, with the embedded database on an
 * empty home and on one that exists; memory that is resident five seconds later.
 */
final class StartBench implements Benchmark {
  private static final int PATIENCE_SECONDS = 120;
  private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(5);
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Double> mebibytes = new ArrayList<>();
  private final List<Double> database = new ArrayList<>();

  @Override
  public void run(int rounds, Consumer<String> out) throws Exception {
    var empty = new ArrayList<Double>();
    var existing = new ArrayList<Double>();
    for (int i = 0; i < rounds; i++) {
      var home = Homes.fresh();
      empty.add(start(home));
      existing.add(start(home));
      Homes.delete(home);
    }
    out.accept(
        "P9 start to ready: %s on an empty home, %s on one that exists; resident at rest: %.0f MiB, and %.0f MiB of the embedded PostgreSQL (medians of %d)"
            .formatted(
                Rounds.told(empty),
                Rounds.told(existing),
                Rounds.median(mebibytes),
                Rounds.median(database),
                mebibytes.size()));
  }

  private double start(Path home) throws Exception {
    long began = System.nanoTime();
    try (var serve = KinoloomProcess.start(home, null, "serve")) {
      var management = serve.awaitManagement(PATIENCE_SECONDS);
      var ready = HttpRequest.newBuilder(URI.create(management + "/health/ready")).build();
      while (client.send(ready, BodyHandlers.discarding()).statusCode() != 200) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      }
      double seconds = (System.nanoTime() - began) / 1e9;
      LockSupport.parkNanos(REST_NANOS);
      mebibytes.add(proportional(Stream.of(ProcessHandle.of(serve.pid()).orElseThrow())));
      database.add(proportional(postgres(home)));
      return seconds;
    }
  }

  private static Stream<ProcessHandle> postgres(Path home) {
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").contains(home.toString()))
        .filter(process -> process.info().command().orElse("").endsWith("postgres"))
        .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
        .distinct();
  }

  /** MiB; what processes share is counted once (Linux's proportional set size). 0 elsewhere. */
  private static double proportional(Stream<ProcessHandle> processes) {
    return processes.mapToDouble(process -> kibibytes(process.pid())).sum() / 1024;
  }

  private static double kibibytes(long pid) {
    try (var lines = Files.lines(Path.of("/proc/%d/smaps_rollup".formatted(pid)))) {
      return lines
          .filter(line -> line.startsWith("Pss:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
          .sum();
    } catch (IOException e) {
      return 0;
    }
  }
}
