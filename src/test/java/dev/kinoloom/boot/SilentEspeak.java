package dev.kinoloom.boot;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/** An {@code espeak-ng} that knows German and says nothing in it. */
final class SilentEspeak {
  private static final int RATE = 22_050;
  private static final String SCRIPT =
      """
      #!/bin/sh
      while [ $# -gt 0 ]; do
        case "$1" in
          --voices)
            echo 'Pty Language       Age/Gender VoiceName          File                 Other Languages'
            echo ' 5  de              --/M      German             gmw/de               '
            ;;
          -w) cp '%s' "$2" ;;
        esac
        shift
      done
      """;

  private SilentEspeak() {}

  /** The directory to put on PATH. */
  static Path in(Path directory) throws IOException {
    var tools = Files.createDirectory(directory.resolve("voices"));
    var wav = directory.resolve("silence.wav");
    var format = new AudioFormat(RATE, 16, 1, true, false);
    int frames = 4 * RATE;
    try (var silence =
        new AudioInputStream(new ByteArrayInputStream(new byte[2 * frames]), format, frames)) {
      AudioSystem.write(silence, AudioFileFormat.Type.WAVE, wav.toFile());
    }
    var program = Files.writeString(tools.resolve("espeak-ng"), SCRIPT.formatted(wav));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return tools;
  }
}
