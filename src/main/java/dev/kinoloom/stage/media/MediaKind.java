package dev.kinoloom.stage.media;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** What a file is by its first bytes; its name says nothing. */
public enum MediaKind {
  PICTURE,
  CLIP,
  /** A picture of a kind that the JDK does not read: WebP, HEIC, AVIF, SVG. */
  OTHER_PICTURE,
  UNKNOWN;

  private static final int HEAD = 64;
  private static final Set<String> PICTURE_BRANDS =
      Set.of("heic", "heix", "hevc", "mif1", "msf1", "avif", "avis");

  public static MediaKind of(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return of(in.readNBytes(HEAD));
    }
  }

  /** {@code head}: the first bytes, {@value #HEAD} are enough. */
  static MediaKind of(byte[] head) {
    var s = new String(head, StandardCharsets.ISO_8859_1);
    if (s.startsWith("\u0089PNG\r\n")
        || s.startsWith("\u00ff\u00d8\u00ff")
        || s.startsWith("GIF8")
        || s.startsWith("BM")) {
      return PICTURE;
    }
    if (at(s, 4, "ftyp")) {
      return PICTURE_BRANDS.contains(s.substring(8, Math.min(12, s.length())))
          ? OTHER_PICTURE
          : CLIP;
    }
    if (s.startsWith("\u001aE\u00df\u00a3") || at(s, 4, "moov") || at(s, 4, "mdat")) {
      return CLIP;
    }
    if (s.startsWith("RIFF")) {
      return at(s, 8, "AVI ") ? CLIP : at(s, 8, "WEBP") ? OTHER_PICTURE : UNKNOWN;
    }
    var text = s.stripLeading();
    return text.startsWith("<svg") || text.startsWith("<?xml") ? OTHER_PICTURE : UNKNOWN;
  }

  private static boolean at(String s, int offset, String expected) {
    return s.startsWith(expected, offset);
  }
}
