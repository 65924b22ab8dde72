package dev.kinoloom.provider.offline;

import java.util.regex.Pattern;

/** Takes out of a sentence what a voice would not say: brackets, citations, addresses. */
final class SpokenText {
  private static final Pattern CITATION =
      Pattern.compile("\\[(?:\\d[\\d,;–-]{0,20}|[a-z]|note \\d+|citation needed|update|edit)\\]");
  private static final Pattern BRACKETS = Pattern.compile("\\s?[(（][^()（）]{0,400}[)）]");
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?:,?\\s(?:see|at|via|visit))?\\s?<?(?:https?://|www\\.)[^\\s<>]{1,2000}?(?=[.,;:!?)>\"”]*(?:\\s|$))>?");

  /** What is left of such a sentence without the address says nothing. */
  private static final Pattern POINTS_THERE =
      Pattern.compile(
          "(?i)^(?:see|visit|go to|read)\\s+<?(?:https?://|www\\.).*"
              + "|.*\\b(?:from|to|on|in|of|with|under|is|are|and)\\s+<?(?:https?://|www\\.).*",
          Pattern.DOTALL);

  private static final Pattern MAIL =
      Pattern.compile("\\b[\\w.+-]{1,64}@[\\w-]{1,63}(?:\\.[\\w-]{1,63})+\\b");
  private static final Pattern BEFORE_SIGN = Pattern.compile("\\s+(?=[.,;:!?…](?:\\s|$|[\"'”’»]))");
  private static final Pattern SPACES = Pattern.compile("\\s{2,}");

  private SpokenText() {}

  /** Citations stand between the end of a sentence and the next: they go before it is cut. */
  static String withoutCitations(String paragraph) {
    return CITATION.matcher(paragraph).replaceAll("");
  }

  /** {@code sentence} as it is said; may be empty. Numbers and names outside brackets stay. */
  static String of(String sentence) {
    if (POINTS_THERE.matcher(sentence).matches()) {
      return "";
    }
    var said = BRACKETS.matcher(withoutCitations(sentence)).replaceAll("");
    said = BRACKETS.matcher(said).replaceAll("");
    said = ADDRESS.matcher(said).replaceAll("");
    said = MAIL.matcher(said).replaceAll("");
    said = SPACES.matcher(said).replaceAll(" ");
    return BEFORE_SIGN.matcher(said).replaceAll("").strip();
  }
}
