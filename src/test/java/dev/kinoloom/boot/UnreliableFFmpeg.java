package dev.kinoloom.boot;

import dev.kinoloom.provider.ffmpeg.FFmpegSearch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * The real FFmpeg behind a script that misbehaves where a test says so, by the name of the output
 * and how often it was asked for it.
 */
final class UnreliableFFmpeg {
  /** What a call does; anything else is the real thing. */
  static final String WELL = "well";

  static final String DIES = "dies";
  static final String HANGS = "hangs";
  static final String PRINTS_GARBAGE = "garbage";
  static final String CUTS_SHORT = "short";
  static final String FINDS_DISK_FULL = "full";

  /** Asked for a file that is not there; it names the file. */
  static final String MISSES_A_FILE = "misses";

  /**
   * The n-th call takes the n-th line: of two that come at once each gets its own, for a directory
   * is made by one alone. A full disk is the kernel's own: what is written to /dev/full finds no
   * room.
   */
  private static final String SCRIPT =
      """
      #!/bin/sh
      real='%s'
      orders='%s'
      for out; do :; done
      name=$(basename "$out")
      order=well
      if [ -f "$orders/$name" ]; then
        n=1
        until mkdir "$orders/$name.$n" 2>/dev/null; do n=$((n+1)); done
        order=$(sed -n "${n}p" "$orders/$name")
      fi
      case "$order" in
        dies) kill -SEGV $$ ;;
        hangs) sleep 600 ;;
        garbage)
          head -c 300000 /dev/urandom > "$out"
          head -c 300000 /dev/urandom
          head -c 300000 /dev/urandom >&2
          ;;
        short)
          "$real" "$@" || exit
          head -c 3000 "$out" > "$out.half" && mv "$out.half" "$out"
          ;;
        misses) "$real" -i "$PWD/gone.mp4" "$out"; echo "$PWD/gone.mp4: gone" >&2; exit 1 ;;
        full) ln -sf /dev/full "$out" && exec "$real" "$@" ;;
        *) exec "$real" "$@" ;;
      esac
      """;

  private final Path orders;
  private final Path program;
  private final Path real;

  UnreliableFFmpeg(Path directory) throws IOException {
    real = new FFmpegSearch(Path.of("target", "test-tools")).find(null).program().toAbsolutePath();
    orders = Files.createDirectory(directory.resolve("orders"));
    program = Files.writeString(directory.resolve("ffmpeg"), SCRIPT.formatted(real, orders));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
  }

  /** What the next calls for that output do, one after the other; later ones do well. */
  void misbehave(String output, String... calls) throws IOException {
    try (var earlier = Files.list(orders)) {
      for (var file : earlier.filter(f -> f.getFileName().toString().startsWith(output)).toList()) {
        Files.delete(file);
      }
    }
    Files.write(orders.resolve(output), List.of(calls));
  }

  Path program() {
    return program;
  }

  /** The one that does what it is told. */
  Path real() {
    return real;
  }
}
