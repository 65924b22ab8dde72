package dev.kinoloom.domain;

import java.util.regex.Pattern;

/**
 * Paths of a machine in a text: nobody but who runs it need know them. Whoever writes a message for
 * everybody names none; this is the net below, for words of programs and of the system.
 */
public final class MachinePaths {
  private static final String HIDDEN = "…";

  /** Up to a blank, a quotation mark, or what ends a path in a sentence. */
  private static final String REST = "[^\\s\"'“”‘’<>|;,()\\[\\]]*[^\\s\"'“”‘’<>|;,()\\[\\].:!?]";

  /** A slash inside a word, a fraction or an address on the network begins no path. */
  private static final Pattern PATH =
      Pattern.compile(
          "file:/+"
              + REST
              + "|(?<![\\p{L}\\p{N}_./~])~?/(?![/\\s])"
              + REST
              + "|(?<![\\p{L}\\p{N}])[A-Za-z]:\\\\"
              + REST);

  private MachinePaths() {}

  /** The text with … for each absolute path. */
  public static String hidden(String text) {
    return text.indexOf('/') < 0 && text.indexOf('\\') < 0
        ? text
        : PATH.matcher(text).replaceAll(HIDDEN);
  }
}
