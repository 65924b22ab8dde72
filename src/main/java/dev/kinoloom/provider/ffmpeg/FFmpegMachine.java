package dev.kinoloom.provider.ffmpeg;

import com.sun.management.OperatingSystemMXBean;
import dev.kinoloom.domain.Brief;
import dev.kinoloom.provider.Machine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Whether there is an FFmpeg that can do all, and room for the film and its parts. */
public final class FFmpegMachine implements Machine {
  private static final long MEGABYTE = 1024 * 1024;

  /** Kept free beside the film: logs, database, somebody else's work. */
  private static final long SPARE = 200 * MEGABYTE;

  /** Segments, the joined file and the kept one lie side by side for a while. */
  private static final int COPIES = 3;

  /** Of a film with text on moving pictures; seldom reached. */
  private static final double BITS_PER_PIXEL = 0.08;

  /** AAC and the sounds it is made from. */
  private static final long SOUND_BYTES_PER_SECOND = 3 * 96_000L + 20_000L;

  private static final long OURSELVES = 400 * MEGABYTE;
  private static final int FRAMES_IN_MEMORY = 80;

  private final FFmpeg ffmpeg;
  private final Path scratch;
  private final LongSupplier diskFree;
  private final LongSupplier memory;

  /** {@code scratch}: where attempts keep their files; artifacts lie on the same disk. */
  public FFmpegMachine(FFmpeg ffmpeg, Path scratch) {
    this(ffmpeg, scratch, () -> free(scratch), FFmpegMachine::machineMemory);
  }

  /** {@code diskFree}, {@code memory}: bytes. */
  FFmpegMachine(FFmpeg ffmpeg, Path scratch, LongSupplier diskFree, LongSupplier memory) {
    this.ffmpeg = ffmpeg;
    this.scratch = scratch;
    this.diskFree = diskFree;
    this.memory = memory;
  }

  @Override
  public List<Lack> problems(Brief brief) {
    var problems = new ArrayList<Lack>();
    if (!Files.isExecutable(ffmpeg.program())) {
      problems.add(
          new Lack(
              "FFmpeg is gone from the machine: the service must be started again.",
              "FFmpeg is gone from %s: start again, so that it is looked for or unpacked anew."
                  .formatted(ffmpeg.program())));
    }
    var missing = ffmpeg.capabilities().missing();
    if (!missing.isEmpty()) {
      problems.add(
          new Lack(
              "FFmpeg %s lacks %s: install a full build."
                  .formatted(ffmpeg.capabilities().version(), String.join(", ", missing))));
    }
    long needed = bytesNeeded(brief);
    long free = diskFree.getAsLong();
    if (free < needed) {
      var rest =
          "has %d MB left and this video needs about %d MB: make room or choose a smaller size or length."
              .formatted(free / MEGABYTE, needed / MEGABYTE);
      problems.add(new Lack("The disk " + rest, "The disk of %s %s".formatted(scratch, rest)));
    }
    long wanted = memoryNeeded(brief);
    long built = memory.getAsLong();
    if (built < wanted) {
      problems.add(
          new Lack(
              "This machine has %d MB of memory and a video of %s needs about %d MB: choose a smaller size."
                  .formatted(built / MEGABYTE, brief.size(), wanted / MEGABYTE)));
    }
    return problems;
  }

  /** Frames that the encoder looks ahead at and the copies of the canvas, beside ourselves. */
  static long memoryNeeded(Brief brief) {
    long frame = (long) brief.size().width() * brief.size().height() * 3 / 2;
    return OURSELVES + FRAMES_IN_MEMORY * frame;
  }

  /** Of the machine or of the container. */
  private static long machineMemory() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean machine
        ? machine.getTotalMemorySize()
        : Long.MAX_VALUE;
  }

  /** About what the making of this video takes at most. */
  static long bytesNeeded(Brief brief) {
    double pixels = (double) brief.size().width() * brief.size().height();
    double picturesPerSecond = pixels * brief.fps() * BITS_PER_PIXEL / 8;
    return SPARE + (long) (brief.seconds() * (COPIES * picturesPerSecond + SOUND_BYTES_PER_SECOND));
  }

  private static long free(Path scratch) {
    try {
      return Files.getFileStore(scratch).getUsableSpace();
    } catch (IOException e) {
      return 0;
    }
  }
}
