package dev.kinoloom.domain.text;

import dev.kinoloom.domain.Invalid;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Bytes to text: UTF-8, or UTF-16 that says so by its first two bytes; all else is refused. */
final class Decoding {
  private record Signature(String kind, String start) {}

  private static final List<Signature> SIGNATURES =
      List.of(
          new Signature("a PDF", "%PDF-"),
          new Signature("an RTF document", "{\\rtf"),
          new Signature("a ZIP archive or an office document", "PK\u0003\u0004"),
          new Signature("a PNG picture", "\u0089PNG"),
          new Signature("a JPEG picture", "\u00ff\u00d8\u00ff"),
          new Signature("a GIF picture", "GIF8"),
          new Signature("compressed data", "\u001f\u008b"),
          new Signature("a program", "\u007fELF"));

  private static final char REPLACEMENT = '\ufffd';

  private Decoding() {}

  /** The text in {@code bytes}; throws {@link Invalid} on {@code text} when it is none. */
  static String decode(byte[] bytes) {
    signature(bytes)
        .ifPresent(
            kind -> {
              throw new Invalid(
                  "text", "looks like %s; give plain text, Markdown or HTML".formatted(kind));
            });
    if (startsWith(bytes, 0xff, 0xfe)) {
      return strictly(StandardCharsets.UTF_16LE, bytes, 2);
    }
    if (startsWith(bytes, 0xfe, 0xff)) {
      return strictly(StandardCharsets.UTF_16BE, bytes, 2);
    }
    return utf8(bytes, startsWith(bytes, 0xef, 0xbb, 0xbf) ? 3 : 0);
  }

  /** The quick way puts a sign in place of what is no UTF-8. */
  static String utf8(byte[] bytes, int from) {
    var text = new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
    return text.indexOf(REPLACEMENT) < 0
        ? refuseControls(text)
        : strictly(StandardCharsets.UTF_8, bytes, from);
  }

  private static Optional<String> signature(byte[] bytes) {
    var start = new String(bytes, 0, Math.min(8, bytes.length), StandardCharsets.ISO_8859_1);
    for (var known : SIGNATURES) {
      if (start.startsWith(known.start())) {
        return Optional.of(known.kind());
      }
    }
    return Optional.empty();
  }

  private static boolean startsWith(byte[] bytes, int... start) {
    if (bytes.length < start.length) {
      return false;
    }
    for (int i = 0; i < start.length; i++) {
      if ((bytes[i] & 0xff) != start[i]) {
        return false;
      }
    }
    return true;
  }

  static String strictly(Charset charset, byte[] bytes, int from) {
    var in = ByteBuffer.wrap(bytes, from, bytes.length - from);
    var out = CharBuffer.allocate(bytes.length - from + 1);
    var decoder = charset.newDecoder();
    var result = decoder.decode(in, out, true);
    if (result.isError()) {
      throw new Invalid(
          "text",
          "is not %s text (byte %d); save it as UTF-8, e.g. with iconv"
              .formatted(charset.name(), in.position() + 1));
    }
    return refuseControls(out.flip().toString());
  }

  /** A NUL, or more than one control character in a hundred, is no text. */
  private static String refuseControls(String text) {
    long controls = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      controls += c < ' ' && "\t\n\r\f\u000b".indexOf(c) < 0 ? 1 : 0;
    }
    if (text.indexOf('\0') >= 0 || controls * 100 > text.length()) {
      throw new Invalid("text", "is binary data, not text; give plain text, Markdown or HTML");
    }
    return text;
  }
}
