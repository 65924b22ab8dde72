package dev.kinoloom.domain.speech;

import java.lang.Character.UnicodeScript;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One written word taken apart.
 *
 * @param written as in the text
 * @param core without the punctuation around it, in plain letters where there are such
 * @param opened a bracket opens before it
 * @param dotted a point follows it
 * @param pause what its punctuation means to a voice: {@code ""} or one of {@code , . ? !}
 */
record EnglishToken(String written, String core, boolean opened, boolean dotted, String pause) {
  private static final Pattern EDGES =
      Pattern.compile(
          "((?:(?!\\.\\d)[\\p{Punct}&&[^$#@&%+<=>~\\\\-]])*)(.*?)([\\p{Punct}&&[^%$+&<=>#~@\\\\]]*)");
  private static final Pattern DASHES = Pattern.compile("-{1,3}");

  /**
   * The words before and after, for what is read by its surroundings.
   *
   * @param shouting the text is all capitals
   * @param ends a sentence ends with the word
   */
  record Around(String before, String after, boolean shouting, boolean ends) {}

  /** {@code ends}: a sentence ends with it, so that a point after it is a stop. */
  static EnglishToken of(String written, boolean ends) {
    String plain = PlainLetters.of(written);
    if (DASHES.matcher(plain).matches()) {
      return new EnglishToken(written, "", false, false, ",");
    }
    Matcher edges = EDGES.matcher(plain);
    if (!edges.matches()) {
      return new EnglishToken(written, plain, false, false, "");
    }
    String core = edges.group(2);
    String after = edges.group(3);
    boolean dotted = after.startsWith(".");
    boolean stops = ends || after.contains("..") || !EnglishAbbreviations.mayBe(core);
    return new EnglishToken(
        written, core, edges.group(1).contains("("), dotted, pauseOf(after, stops));
  }

  private static String pauseOf(String marks, boolean stops) {
    for (String mark : List.of("?", "!", stops ? "." : "?")) {
      if (marks.contains(mark)) {
        return mark;
      }
    }
    return marks.matches(".*[,;:)\\]-].*") ? "," : "";
  }

  boolean isUnreadable() {
    return core.codePoints()
        .anyMatch(c -> Character.isLetter(c) && UnicodeScript.of(c) != UnicodeScript.LATIN);
  }

  List<String> spoken(Around around) {
    return EnglishWords.read(this, around);
  }
}
