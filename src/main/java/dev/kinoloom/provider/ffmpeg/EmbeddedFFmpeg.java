package dev.kinoloom.provider.ffmpeg;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32;

/**
 * The FFmpeg that comes with us inside a jar, taken out once. Its file's name tells its content, it
 * appears whole or not at all, and several processes may take it out at the same time.
 */
final class EmbeddedFFmpeg {
  private static final String FOLDER = "/ws/schild/jave/nativebin/";

  private EmbeddedFFmpeg() {}

  /** Where the program lies; empty when the jar for this platform isn't there. */
  static Optional<Path> unpack(Path tools) throws IOException {
    URL inside = EmbeddedFFmpeg.class.getResource(FOLDER + fileName());
    return inside == null ? Optional.empty() : Optional.of(unpack(inside, tools));
  }

  private static String fileName() {
    boolean mac = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("mac");
    return "ffmpeg-" + System.getProperty("os.arch", "") + (mac ? "-osx" : "");
  }

  private static Path unpack(URL inside, Path tools) throws IOException {
    Files.createDirectories(tools);
    var content = Content.of(inside);
    Path program = tools.resolve("ffmpeg-%08x-%x".formatted(content.crc(), content.bytes()));
    if (!Files.isExecutable(program) || Files.size(program) != content.bytes()) {
      place(inside, content, tools, program);
    }
    return program;
  }

  private static void place(URL inside, Content content, Path tools, Path program)
      throws IOException {
    Path fresh = tools.resolve(".ffmpeg-" + UUID.randomUUID());
    try {
      try (InputStream in = inside.openStream()) {
        Files.copy(in, fresh);
      }
      if (Files.size(fresh) != content.bytes()) {
        throw new IOException("the FFmpeg inside the jar is cut short");
      }
      if (!fresh.toFile().setExecutable(true, false)) {
        throw new IOException("cannot make " + fresh + " executable");
      }
      try (var written = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        written.force(true);
      }
      Files.move(fresh, program, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /** What is in it, known without reading its 80 MB where the jar's directory tells. */
  private record Content(long crc, long bytes) {
    static Content of(URL inside) throws IOException {
      var connection = inside.openConnection();
      connection.setUseCaches(false);
      if (connection instanceof JarURLConnection jar) {
        try (var file = jar.getJarFile()) {
          var entry = file.getJarEntry(jar.getEntryName());
          if (entry != null && entry.getCrc() >= 0 && entry.getSize() >= 0) {
            return new Content(entry.getCrc(), entry.getSize());
          }
        }
      }
      try (InputStream in = inside.openStream()) {
        return read(in);
      }
    }

    private static Content read(InputStream in) throws IOException {
      var crc = new CRC32();
      long bytes = 0;
      byte[] chunk = new byte[64 * 1024];
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        crc.update(chunk, 0, n);
        bytes += n;
      }
      return new Content(crc.getValue(), bytes);
    }
  }
}
