package dev.kinoloom.http;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What of a file a {@code Range} header asks for (RFC 9110, 14): one range of bytes, or all. */
public final class Ranges {
  private static final Pattern SINGLE = Pattern.compile("bytes *= *(\\d*) *- *(\\d*) *");

  private Ranges() {}

  /** What is to be sent. */
  public sealed interface Wish {}

  /** The whole file: nothing else was asked for, or in a way that a server may ignore. */
  public record Whole() implements Wish {}

  /**
   * A part of it.
   *
   * @param from first byte
   * @param to last byte, itself included
   */
  public record Part(long from, long to) implements Wish {
    public long length() {
      return to - from + 1;
    }
  }

  /** Bytes that the file doesn't have. */
  public record Unsatisfiable() implements Wish {}

  /**
   * Reads the header.
   *
   * @param header {@code Range}; null = none
   * @param size of the file in bytes
   */
  public static Wish read(@Nullable String header, long size) {
    if (header == null) {
      return new Whole();
    }
    var m = SINGLE.matcher(header.strip());
    if (!m.matches() || (m.group(1).isEmpty() && m.group(2).isEmpty())) {
      return new Whole();
    }
    return m.group(1).isEmpty()
        ? suffix(number(m.group(2)), size)
        : part(number(m.group(1)), m.group(2).isEmpty() ? size - 1 : number(m.group(2)), size);
  }

  private static Wish suffix(long length, long size) {
    if (length == 0 || size == 0) {
      return new Unsatisfiable();
    }
    return new Part(Math.max(0, size - length), size - 1);
  }

  private static Wish part(long from, long to, long size) {
    if (from >= size) {
      return new Unsatisfiable();
    }
    return from > to ? new Whole() : new Part(from, Math.min(to, size - 1));
  }

  /** More digits than a long has are more bytes than any file has. */
  private static long number(String digits) {
    return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
  }
}
