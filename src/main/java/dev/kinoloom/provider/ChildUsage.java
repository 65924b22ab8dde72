package dev.kinoloom.provider;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a child and its descendants take, as far as one sees by looking while they run: the longer
 * it runs the less often it is looked at, so that about a twentieth of its life goes unseen at
 * most. A child's own numbers are gone with it. Used from the thread that waits for the child.
 */
final class ChildUsage {
  private static final long SOON_NANOS = 4_000_000;
  private static final long LATE_NANOS = 250_000_000;
  private static final int PARTS = 20;
  private static final Path PROC = Path.of("/proc");

  private final ProcessHandle child;
  private final long began = System.nanoTime();
  private final Map<ProcessHandle, Duration> cpu = new HashMap<>();
  private List<ProcessHandle> descendants = List.of();
  private long familyKnown = began;
  private @Nullable Long peakBytes;

  ChildUsage(ProcessHandle child) {
    this.child = child;
  }

  /** How long until {@link #look} is worth its while, in nanoseconds. */
  long untilNextLook() {
    return Math.min(LATE_NANOS, Math.max(SOON_NANOS, (System.nanoTime() - began) / PARTS));
  }

  void look() {
    var family = family();
    family.forEach(
        one -> one.info().totalCpuDuration().ifPresent(time -> cpu.merge(one, time, Later::of)));
    family.stream()
        .map(one -> peak(PROC.resolve(Long.toString(one.pid())).resolve("status")))
        .flatMapToLong(OptionalLong::stream)
        .reduce(Long::sum)
        .ifPresent(sum -> peakBytes = peakBytes == null ? sum : Math.max(peakBytes, sum));
  }

  Duration cpu() {
    return cpu.values().stream().reduce(Duration.ZERO, Duration::plus);
  }

  /** Null where there is no {@code /proc}, or the child was gone before anybody looked. */
  @Nullable Long peakBytes() {
    return peakBytes;
  }

  /** To find descendants all processes of the machine are read: not at every look. */
  private List<ProcessHandle> family() {
    long now = System.nanoTime();
    if (now - familyKnown > LATE_NANOS) {
      familyKnown = now;
      descendants = child.descendants().toList();
    }
    var family = new ArrayList<>(descendants);
    family.add(child);
    return family;
  }

  /** {@code VmHWM: 12345 kB}, in bytes. */
  private static OptionalLong peak(Path status) {
    if (!Files.isReadable(status)) {
      return OptionalLong.empty();
    }
    try (var lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .map(line -> line.replaceAll("\\D", ""))
          .mapToLong(kilobytes -> Long.parseLong(kilobytes) * 1024)
          .findFirst();
    } catch (IOException | java.io.UncheckedIOException | NumberFormatException e) {
      return OptionalLong.empty(); // it has ended while it was read
    }
  }

  private static final class Later {
    static Duration of(Duration one, Duration other) {
      return one.compareTo(other) > 0 ? one : other;
    }
  }
}
