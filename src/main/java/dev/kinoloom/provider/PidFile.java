package dev.kinoloom.provider;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A note beside a child's files that it runs, so that a later start can end what an earlier one,
 * killed hard, left running. A number alone would not do, they are used again: the start time is
 * noted with it.
 */
public final class PidFile {
  private static final Logger LOG = LoggerFactory.getLogger(PidFile.class);
  private static final String SUFFIX = ".child-pid";

  /** The kernel's boot time, by which start times are told, may be read a second off. */
  private static final Duration SLACK = Duration.ofSeconds(2);

  private final Path file;

  private PidFile(Path file) {
    this.file = file;
  }

  static PidFile write(Path directory, ProcessHandle child) {
    Path file = directory.resolve(child.pid() + SUFFIX);
    String since = child.info().startInstant().map(Instant::toString).orElse("");
    try {
      Files.writeString(file, child.pid() + " " + since);
    } catch (IOException e) {
      // a full disk must not end a child that could still do its work
      LOG.warn("pid file not written; next=go on without file={} cause={}", file, e.toString());
    }
    return new PidFile(file);
  }

  /** The child has ended. */
  void remove() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.debug("pid file left; next=removed with its directory file={}", file);
    }
  }

  /**
   * Kills what still runs of the children noted anywhere below {@code root}, with their
   * descendants, and answers how many there were. For a node's start, before it clears its scratch
   * directories and before its own first child; {@code root} must be that node's alone.
   */
  public static int sweep(Path root) {
    if (!Files.isDirectory(root)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(root, 6)) {
      List<Path> notes = files.filter(file -> file.toString().endsWith(SUFFIX)).toList();
      return notes.stream().mapToInt(PidFile::end).sum();
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("sweep cut short; next=go on root={} cause={}", root, e.toString());
      return 0;
    }
  }

  private static int end(Path note) {
    Optional<ProcessHandle> orphan = read(note);
    orphan.ifPresent(
        child -> {
          LOG.info("orphan found; next=kill pid={} note={}", child.pid(), note);
          List<ProcessHandle> family = child.descendants().toList();
          child.destroyForcibly();
          family.forEach(ProcessHandle::destroyForcibly);
        });
    new PidFile(note).remove();
    return orphan.isPresent() ? 1 : 0;
  }

  private static Optional<ProcessHandle> read(Path note) {
    try {
      String[] parts = Files.readString(note).strip().split(" ", 2);
      if (parts.length < 2 || !parts[0].matches("\\d{1,10}") || parts[1].isEmpty()) {
        return Optional.empty();
      }
      Instant since = Instant.parse(parts[1]);
      return ProcessHandle.of(Long.parseLong(parts[0]))
          .filter(ProcessHandle::isAlive)
          .filter(child -> startedAt(child, since));
    } catch (IOException | DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static boolean startedAt(ProcessHandle child, Instant since) {
    return child
        .info()
        .startInstant()
        .map(start -> Duration.between(start, since).abs().compareTo(SLACK) <= 0)
        .orElse(false);
  }
}
