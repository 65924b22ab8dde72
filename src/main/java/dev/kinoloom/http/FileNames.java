package dev.kinoloom.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/** Names under which a browser may save a file, made of words that somebody else wrote. */
public final class FileNames {
  private static final int LONGEST = 80;
  private static final String UNRESERVED = "-._~";

  private FileNames() {}

  /**
   * {@code Content-Disposition} for a file named after {@code title}: letters and digits of any
   * writing, hyphens between; {@code fallback} when nothing is left.
   */
  public static String attachment(String title, String fallback, String extension) {
    var name = safe(title).isEmpty() ? fallback : safe(title);
    var ascii = safe(ascii(name)).isEmpty() ? fallback : safe(ascii(name));
    return "attachment; filename=\"%s.%s\"; filename*=UTF-8''%s.%s"
        .formatted(ascii, extension, percentEncoded(name), extension);
  }

  private static String safe(String text) {
    var name = new StringBuilder();
    text.codePoints()
        .limit(LONGEST)
        .forEach(
            c -> {
              if (Character.isLetterOrDigit(c)
                  || Character.getType(c) == Character.NON_SPACING_MARK) {
                name.appendCodePoint(c);
              } else if (name.length() > 0 && name.charAt(name.length() - 1) != '-') {
                name.append('-');
              }
            });
    return name.toString().replaceAll("-+$", "");
  }

  private static String ascii(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKD)
        .replaceAll("\\p{M}+", "")
        .replaceAll("[^\\x20-\\x7e]+", "-");
  }

  private static String percentEncoded(String text) {
    var out = new ByteArrayOutputStream();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0);
      out.writeBytes(
          (plain ? String.valueOf(c) : "%%%02X".formatted((int) c))
              .getBytes(StandardCharsets.US_ASCII));
    }
    return out.toString(StandardCharsets.US_ASCII);
  }
}
