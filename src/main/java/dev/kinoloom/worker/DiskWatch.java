package dev.kinoloom.worker;

import dev.kinoloom.provider.Blocking;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the disks that this node writes to have room. While one has not, nothing is claimed here:
 * it would fail for no fault of its own. A disk that does not answer counts as full. Safe to use
 * from any thread.
 */
public final class DiskWatch {
  private static final Logger log = LoggerFactory.getLogger(DiskWatch.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long MEGABYTE = 1L << 20;

  /**
   * A directory that is written to.
   *
   * @param name of it, in one word
   * @param place where it is
   */
  public record Disk(String name, Path place) {}

  private record Look(Map<String, Long> free, @Nullable String trouble) {}

  private final List<Disk> disks;
  private final long least;
  private final ToLongFunction<Path> free;
  private final Blocking blocking;
  private final AtomicBoolean looking = new AtomicBoolean();
  private volatile Look last = new Look(Map.of(), null);

  /** {@code least}: with fewer bytes left a disk is full. */
  public DiskWatch(List<Disk> disks, long least, Blocking blocking) {
    this(disks, least, place -> place.toFile().getUsableSpace(), blocking);
  }

  /** {@code free}: bytes that may still be written there; blocks. */
  DiskWatch(List<Disk> disks, long least, ToLongFunction<Path> free, Blocking blocking) {
    this.disks = List.copyOf(disks);
    this.least = least;
    this.free = free;
    this.blocking = blocking;
  }

  /** All that are looked at. */
  public List<String> names() {
    return disks.stream().map(Disk::name).toList();
  }

  /** Whether some disk was full at the last look. */
  public boolean isFull() {
    return last.trouble() != null;
  }

  /** Which one, and what that means, for operators; empty = all have room. */
  public Optional<String> trouble() {
    return Optional.ofNullable(last.trouble());
  }

  /** Bytes that were free at the last look; NaN = not known. */
  public double free(String name) {
    var bytes = last.free().get(name);
    return bytes == null ? Double.NaN : bytes;
  }

  /** One look, unless an earlier one has not come back yet. */
  Future<Boolean> watch() {
    if (!looking.compareAndSet(false, true)) {
      return Future.succeededFuture(!isFull());
    }
    var answer = measured().onComplete(done -> looking.set(false));
    return heard(answer);
  }

  /** Looks now; answers whether there is room. */
  public Future<Boolean> look() {
    return heard(measured());
  }

  private Future<Look> measured() {
    return Future.succeededFuture().compose(none -> blocking.run(this::measure));
  }

  private Future<Boolean> heard(Future<Look> answer) {
    return answer
        .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .otherwise(this::unanswered)
        .map(
            look -> {
              tell(last.trouble(), look.trouble());
              last = look;
              return look.trouble() == null;
            });
  }

  private Look unanswered(Throwable cause) {
    if (cause instanceof TimeoutException) {
      return new Look(Map.of(), "a disk that this node writes to does not answer");
    }
    log.warn("disks are not looked at cause={}", cause.toString());
    return last;
  }

  private Look measure() {
    var bytes = new HashMap<String, Long>();
    String trouble = null;
    for (var disk : disks) {
      long left = free.applyAsLong(disk.place());
      bytes.put(disk.name(), left);
      if (left < least && trouble == null) {
        trouble =
            "less than %d MiB is left on the disk of %s".formatted(least / MEGABYTE, disk.place());
      }
    }
    return new Look(Map.copyOf(bytes), trouble);
  }

  private static void tell(@Nullable String before, @Nullable String now) {
    if (before == null && now != null) {
      log.error("disk is full, next=claim nothing until there is room trouble={}", now);
    } else if (before != null && now == null) {
      log.info("disk has room again, next=claim");
    }
  }
}
