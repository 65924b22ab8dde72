package dev.kinoloom.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Kinds of own files that are taken, told by their first bytes. What FFmpeg would also read but
 * which can name other files or addresses (play lists, concat scripts) is none of them.
 */
final class KnownMedia {
  static final String NAMES =
      "PNG, JPEG, WebP, GIF; MP4, MOV, WebM, MKV; WAV, MP3, M4A, AAC, FLAC, OGG";
  private static final int HEAD = 64;

  private KnownMedia() {}

  /** The media type of a file; empty = none of those. Reads a few bytes. */
  static Optional<String> read(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return Optional.ofNullable(type(in.readNBytes(HEAD)));
    }
  }

  /** A WebP that is stored was not made a PNG when it came, and nobody would show it. */
  static boolean isPicture(String type) {
    return !type.equals("image/webp") && isShown(type);
  }

  private static boolean isShown(String type) {
    return type.startsWith("image/") || type.startsWith("video/");
  }

  /** Containers of films may hold music alone. */
  static boolean isSound(String type) {
    return type.startsWith("audio/") || type.equals("video/mp4") || type.equals("video/webm");
  }

  private static @Nullable String type(byte[] bytes) {
    var head = new String(bytes, StandardCharsets.ISO_8859_1);
    if (head.startsWith("\u0089PNG\r\n\u001a\n")) {
      return "image/png";
    }
    if (head.startsWith("\u00ff\u00d8\u00ff")) {
      return "image/jpeg";
    }
    if (head.startsWith("GIF87a") || head.startsWith("GIF89a")) {
      return "image/gif";
    }
    if (head.startsWith("RIFF")) {
      return head.startsWith("WEBP", 8)
          ? "image/webp"
          : head.startsWith("WAVE", 8) ? "audio/wav" : null;
    }
    if (head.startsWith("ftyp", 4)) {
      return head.startsWith("M4A", 8)
          ? "audio/mp4"
          : head.startsWith("qt", 8) ? "video/quicktime" : "video/mp4";
    }
    if (head.startsWith("\u001aE\u00df\u00a3")) {
      return head.contains("webm") ? "video/webm" : "video/x-matroska";
    }
    return sound(head);
  }

  private static @Nullable String sound(String head) {
    if (head.startsWith("ID3")) {
      return "audio/mpeg";
    }
    if (head.startsWith("fLaC")) {
      return "audio/flac";
    }
    if (head.startsWith("OggS")) {
      return "audio/ogg";
    }
    if (head.length() < 2 || head.charAt(0) != 0xff) {
      return null;
    }
    int second = head.charAt(1);
    boolean adts = (second & 0xf6) == 0xf0;
    boolean layer3 = (second & 0xe6) == 0xe2;
    return adts ? "audio/aac" : layer3 ? "audio/mpeg" : null;
  }
}
