package dev.kinoloom.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.store.EmbeddedPostgres;
import dev.kinoloom.store.HistoryCheck;
import dev.kinoloom.store.HomeLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the real process at seeded moments of every stage, starts it again, and ends on invariants.
 * {@code -Dkinoloom.chaos.kills=20 -Dkinoloom.chaos.seed=7} make it longer and repeatable.
 */
class CrashChaos {
  private static final int KILLS = Integer.getInteger("kinoloom.chaos.kills", 3);
  private static final long SEED = Long.getLong("kinoloom.chaos.seed", System.nanoTime());
  private static final int LONGEST_SECONDS = 240;

  @TempDir Path directory;

  @Test
  @Timeout(value = 60, unit = TimeUnit.MINUTES)
  void a_job_survives_kill_9_at_any_moment_and_its_finished_tasks_are_not_repeated()
      throws Exception {
    System.out.printf("crash chaos: seed %d, %d kills%n", SEED, KILLS);
    var chance = new Random(SEED);
    var home = directory.resolve("home");
    int kills = 0;
    for (int video = 1; kills < KILLS; video++) {
      var film = directory.resolve("film-%d.mp4".formatted(video));
      var process = KinoloomProcess.make(home, Articles.of(video), "480x270", film);
      while (kills < KILLS && lived(process, home, 1 + chance.nextInt(5), chance.nextInt(400))) {
        process.kill();
        kills++;
        process = KinoloomProcess.start(home, null, "make", "--resume", "--out", film.toString());
      }
      int code = process.awaitEnd(LONGEST_SECONDS);
      assertThat(code).as("seed %d, after %d kills:%n%s", SEED, kills, process.output()).isZero();
      assertThat(film).as("seed %d", SEED).isNotEmptyFile();
      assertThat(film.resolveSibling("film-%d.srt".formatted(video))).isNotEmptyFile();
    }
    assertThat(KinoloomProcess.scratch(home)).as("seed %d: files left in scratch", SEED).isEmpty();
    assertThat(KinoloomProcess.leftRunning(home)).as("seed %d: processes left", SEED).isEmpty();
    try (var lock = HomeLock.acquire(home);
        var postgres = EmbeddedPostgres.start(lock, home.resolve("tools"))) {
      HistoryCheck.assertClean(postgres.address());
    }
  }

  /**
   * True once so many tasks have started or ended and a moment has passed; false when the process
   * ended before.
   */
  private static boolean lived(KinoloomProcess process, Path home, int steps, int millis)
      throws IOException {
    var log = home.resolve("kinoloom.log");
    long before = steps(log);
    while (process.isAlive()) {
      if (steps(log) >= before + steps) {
        LockSupport.parkNanos(
            TimeUnit.MILLISECONDS.toNanos(
                millis)); // the moment is part of the seed, not a wait for something
        return process.isAlive();
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
    return false;
  }

  private static long steps(Path log) throws IOException {
    if (!Files.exists(log)) {
      return 0;
    }
    try (var lines = Files.lines(log)) {
      return lines.filter(line -> line.contains(" task ")).count();
    }
  }
}
