package dev.kinoloom.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Server processes of a data directory that outlived whoever started them. A process is one of them
 * when it is called {@code postgres} and works in that directory: a number alone, left in {@code
 * postmaster.pid}, may be anybody's by now.
 */
final class Survivors {
  private static final Logger LOG = LoggerFactory.getLogger(Survivors.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Path data;
  private final Path pidFile;

  Survivors(Path data) {
    this.data = data;
    this.pidFile = data.resolve("postmaster.pid");
  }

  /** The server itself, if it lives. */
  Optional<ProcessHandle> postmaster() {
    return pid().flatMap(ProcessHandle::of).filter(this::isOurs);
  }

  private Optional<Long> pid() {
    try (var lines = Files.lines(pidFile)) {
      return lines.findFirst().map(String::strip).map(Long::valueOf);
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /**
   * Waits for the sessions of a server that is gone, then kills them; then takes away a {@code
   * postmaster.pid} whose number somebody else has now, over which a new server would stumble.
   */
  void clear() {
    for (var process : sessions()) {
      LOG.info("postgres.session_left pid={}", process.pid());
      end(process);
    }
    if (pid().flatMap(ProcessHandle::of).isPresent()) {
      try {
        Files.deleteIfExists(pidFile);
      } catch (IOException e) {
        throw new StoreUnavailable(pidFile + " is stale and cannot be deleted", e);
      }
    }
  }

  private List<ProcessHandle> sessions() {
    return ProcessHandle.allProcesses().filter(this::isOurs).toList();
  }

  private static void end(ProcessHandle process) {
    if (!hasEnded(process) && process.destroyForcibly() && !hasEnded(process)) {
      throw new StoreUnavailable(
          "an old PostgreSQL process (%d) does not end; kill it".formatted(process.pid()));
    }
  }

  private static boolean hasEnded(ProcessHandle process) {
    try {
      process.onExit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      return !process.isAlive();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailable("interrupted while an old PostgreSQL ended", e);
    }
  }

  private boolean isOurs(ProcessHandle process) {
    return process.info().command().filter(c -> c.endsWith("/postgres")).isPresent()
        && worksHere(process);
  }

  private boolean worksHere(ProcessHandle process) {
    var proc = Path.of("/proc");
    if (!Files.isDirectory(proc.resolve("self"))) { // no Linux: the server's number must do
      return pid().filter(pid -> pid == process.pid()).isPresent();
    }
    try {
      return Files.readSymbolicLink(proc.resolve(process.pid() + "/cwd")).equals(data);
    } catch (IOException e) {
      return false; // gone, or somebody else's
    }
  }
}
