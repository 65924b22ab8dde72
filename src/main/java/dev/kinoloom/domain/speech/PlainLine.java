package dev.kinoloom.domain.speech;

import java.util.regex.Pattern;

/**
 * A text as one line for an engine that reads natural text by itself: nothing in it is a command to
 * the engine ({@code [[…]]} would be phonemes to some), nothing but letters, signs and spaces.
 */
public final class PlainLine {
  private static final Pattern INVISIBLE =
      Pattern.compile("[\\p{Cc}\\p{Co}\\p{Cs}\\p{Cn}\\ufeff\\u200b\\u2060-\\u206f\\u202a-\\u202e]");
  private static final Pattern COMMANDS = Pattern.compile("\\[{2,}|\\]{2,}");
  private static final Pattern SPACES = Pattern.compile("[\\s\\u00a0]+");

  private PlainLine() {}

  /** Never has a line end. */
  public static String of(String text) {
    String visible = INVISIBLE.matcher(text.replaceAll("\\s", " ")).replaceAll("");
    String harmless = COMMANDS.matcher(visible).replaceAll(" ");
    return SPACES.matcher(harmless).replaceAll(" ").strip();
  }
}
