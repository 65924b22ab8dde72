package dev.kinoloom.boot;

import dev.kinoloom.domain.Brief;
import dev.kinoloom.provider.Machine;
import java.nio.file.Path;
import java.util.List;

/**
 * Whether the disk of the home has room for a video: its segments, the joined file, its pictures
 * and sound.
 */
record HomeDisk(Path home) implements Machine {
  private static final long MIB = 1 << 20;
  private static final long BASE_MIB = 100;

  /**
   * Generous for the encoder's settings: measured are about 0.1 MiB a second of 1080p, twice while
   * it is joined.
   */
  private static final double MIB_PER_SECOND_OF_FULL_HD = 1.0;

  @Override
  public List<String> problems(Brief brief) {
    double fullHd = (double) brief.size().width() * brief.size().height() / (1920 * 1080);
    long needed = BASE_MIB + Math.round(brief.seconds() * MIB_PER_SECOND_OF_FULL_HD * fullHd);
    long free = home.toFile().getUsableSpace() / MIB;
    return free >= needed
        ? List.of()
        : List.of(
            "The disk of %s has %d MiB free and this video may need %d: make room, or use --home on a larger disk."
                .formatted(home, free, needed));
  }
}
