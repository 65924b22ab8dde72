package dev.kinoloom.domain.speech;

import dev.kinoloom.domain.speech.EnglishToken.Around;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How words of one shape are read. */
record EnglishRule(Pattern pattern, Reader reader) {
  /** A number as written: {@code 1,500}, {@code 3.14}, {@code .5}. */
  static final String NUMBER = "(\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d*\\.?\\d+)";

  /** What is said for a match; {@code opened}: a bracket opens before it. */
  interface Reader {
    List<String> read(Matcher m, Around around, boolean opened);
  }

  static EnglishRule of(String pattern, Reader reader) {
    return new EnglishRule(Pattern.compile(pattern), reader);
  }
}
