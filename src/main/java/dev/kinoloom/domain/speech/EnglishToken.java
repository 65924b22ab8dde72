package dev.kinoloom.domain.speech;

import java.lang.Character.UnicodeScript;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One written word taken apart.
 *
 * @param written as in the text
 * @param core without the punctuation around it, in plain letters where there are such
 * @param opened a bracket opens before it
 * @param pause what its punctuation means to a voice: {@code ""} or one of {@code , . ? !}
 */
record EnglishToken(String written, String core, boolean opened, String pause) {
  private static final Pattern EDGES =
      Pattern.compile(
          "((?:(?!\\.\\d)[\\p{Punct}&&[^$#@&%+<=>~\\\\-]])*)(.*?)([\\p{Punct}&&[^%$+&<=>#~@\\\\]]*)");
  private static final Pattern DASHES = Pattern.compile("-{1,3}");

  /** The words before and after, for what is read by its surroundings. */
  record Around(String before, String after, boolean shouting) {}

  static EnglishToken of(String written) {
    String plain = PlainLetters.of(written);
    if (DASHES.matcher(plain).matches()) {
      return new EnglishToken(written, "", false, ",");
    }
    Matcher edges = EDGES.matcher(plain);
    if (!edges.matches()) {
      return new EnglishToken(written, plain, false, "");
    }
    String core = edges.group(2);
    String after = edges.group(3);
    boolean abbreviated =
        after.startsWith(".") && EnglishWords.isAbbreviation(core.toLowerCase(Locale.ROOT));
    return new EnglishToken(
        written,
        abbreviated ? core + "." : core,
        edges.group(1).contains("("),
        pauseOf(abbreviated ? after.substring(1) : after));
  }

  private static String pauseOf(String marks) {
    for (String mark : List.of("?", "!", ".")) {
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
