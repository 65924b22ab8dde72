package dev.kinoloom.worker;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the disks each second, the first time before anything is claimed, and has it written
 * down when one is full, and when it is no more: others say why work waits.
 */
public final class DiskWatchVerticle extends VerticleBase {
  private static final Logger log = LoggerFactory.getLogger(DiskWatchVerticle.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** Where a node's trouble is written down; empty = it has none. */
  public interface Notice {
    Future<Void> tell(int node, Optional<String> trouble);
  }

  private record Told(int node, Optional<String> trouble) {}

  private final DiskWatch disks;
  private final IntSupplier node;
  private final Notice notice;
  private Told told = new Told(0, Optional.empty());
  private boolean owed;

  public DiskWatchVerticle(DiskWatch disks, IntSupplier node, Notice notice) {
    this.disks = disks;
    this.node = node;
    this.notice = notice;
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(PAUSE.toMillis(), timer -> look());
    return disks.watch().onSuccess(room -> tell());
  }

  private void look() {
    disks.watch().onSuccess(room -> context.runOnContext(none -> tell()));
  }

  /** A node that came back under a new id has told nothing yet; what got lost is told again. */
  private void tell() {
    var now = new Told(node.getAsInt(), disks.trouble());
    var written = now.node() == told.node() ? told.trouble() : Optional.empty();
    if (!owed && now.trouble().equals(written)) {
      return;
    }
    told = now;
    owed = false;
    notice
        .tell(now.node(), now.trouble())
        .onFailure(
            e -> {
              log.warn("trouble is not written down, next=try again cause={}", e.toString());
              context.runOnContext(none -> owed = true);
            });
  }
}
