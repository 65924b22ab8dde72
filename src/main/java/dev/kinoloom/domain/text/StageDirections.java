package dev.kinoloom.domain.text;

import java.util.regex.Pattern;

/**
 * Takes out of a script what tells a reader how to read it, and is not to be said: labels such as
 * {@code Narrator:} or {@code Speaker 1:}, directions such as {@code [Scene: a beach]} or {@code
 * (pause)}, and addresses that stand on a line of their own. Every other word stays as it is.
 */
public final class StageDirections {
  private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
  private static final String SIGNAL =
      "(?:a |an |the )?(?:short |long |brief |soft |dramatic |upbeat )?(?:pause|beat|silence|music|sfx|sound|laughs?|laughter|laughing"
          + "|applause|sighs?|whispers?|whispering|smiles?|fade|fades|cut|intro|outro|b-roll|voice-?over"
          + "|v\\.?o\\.?|o\\.?s\\.?|cont['’]?d|title card)";

  private static final Pattern LABEL =
      Pattern.compile(
          "^\\**(?:narrator|narration|speaker|presenter|announcer|moderator|interviewer|interviewee|host|co-host"
              + "|guest|anchor|reporter|voice[- ]?over|voice|v\\.?o\\.?|erzähler(?:in)?|sprecher(?:in)?"
              + "|narrateur|narratrice|narrador(?:a)?|locutor(?:a)?|旁白|解说|ナレーター)"
              + "(?:\\s+(?:\\d{1,2}|\\p{Lu}|one|two|three))?(?:\\s*\\([^()]{1,40}\\))?\\**\\s*[:：]\\**\\s*",
          FLAGS);
  private static final Pattern WHOLE_LINE =
      Pattern.compile(
          "^\\s*(?:\\[[^\\[\\]]*\\p{L}[^\\[\\]]*\\]|\\([^().!?]*\\p{L}[^().!?]*\\))[.]?\\s*$");
  private static final Pattern BRACKETED =
      Pattern.compile(
          "\\s?\\[(?:"
              + SIGNAL
              + "\\b[^\\[\\]]{0,120}|[^\\[\\]]{0,60}\\p{L}(?:: |\\s)[^\\[\\]]{0,200})\\]",
          FLAGS);
  private static final Pattern SIGNAL_IN_BRACKETS =
      Pattern.compile("\\s?\\(" + SIGNAL + "(?:\\s\\p{L}+){0,2}[.]?\\)", FLAGS);
  private static final Pattern ADDRESS_ALONE =
      Pattern.compile("^\\s*<?(?:https?://|www\\.)\\S+>?\\s*$", Pattern.CASE_INSENSITIVE);

  private StageDirections() {}

  /** One line of a script as it is said; empty when nothing of it is. */
  public static String without(String line) {
    if (ADDRESS_ALONE.matcher(line).matches() || WHOLE_LINE.matcher(line).matches()) {
      return "";
    }
    var said = LABEL.matcher(line).replaceFirst("");
    said = BRACKETED.matcher(said).replaceAll("");
    return SIGNAL_IN_BRACKETS.matcher(said).replaceAll("").strip();
  }
}
