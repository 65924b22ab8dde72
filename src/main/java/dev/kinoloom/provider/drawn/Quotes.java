package dev.kinoloom.provider.drawn;

import dev.kinoloom.provider.drawn.Card.Quotation;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds what somebody said in so many words, and who. */
final class Quotes {
  private static final int FEWEST_WORDS = 4;
  private static final int MOST_WORDS = 34;
  private static final String NAME =
      "((?!(?:As|He|She|They|It|We|I|You|The|In|One|Er|Sie|Il|Elle|Some|Many|This|That)\\b)\\p{Lu}[\\p{L}.’'-]+(?:\\s+(?:(?:de|van|von|der|la|of|the)\\s+)*\\p{Lu}[\\p{L}.’'-]*){0,3})";
  private static final String VERB =
      "(?:said|says|wrote|writes|asked|asks|argued|argues|warned|warns|noted|notes|explained"
          + "|explains|recalled|remarked|declared|observed|put it|called|sagte?|schrieb|dit|écrit"
          + "|dijo|escribió)";
  private static final Pattern QUOTE =
      Pattern.compile("[“\"«„]\\s?([^”\"»“„]{12,260}?)\\s?[”\"»“]");
  private static final Pattern AFTER_VERB_FIRST =
      Pattern.compile("^[\\s,.–—-]*" + VERB + "\\s+(?:the\\s+\\p{Ll}+\\s+)?" + NAME);
  private static final Pattern AFTER_NAME_FIRST =
      Pattern.compile("^[\\s,.–—-]*(?:as\\s+)?" + NAME + "\\s+(?:once\\s+|later\\s+)?" + VERB);
  private static final Pattern AFTER_DASH = Pattern.compile("^\\s*[–—-]\\s*" + NAME);
  private static final Pattern BEFORE =
      Pattern.compile(
          NAME
              + "(?:,[^,.]{3,50},)?\\s+(?:once\\s+|later\\s+|famously\\s+)?"
              + VERB
              + "[^.“\"«„]{0,30}$");

  private Quotes() {}

  static Optional<Quotation> in(String text) {
    return QUOTE
        .matcher(text)
        .results()
        .filter(m -> isOfReadableLength(m.group(1)))
        .flatMap(
            m ->
                speaker(text.substring(0, m.start()), text.substring(m.end()))
                    .map(who -> new Quotation(Wording.tidy(unended(m.group(1))), who))
                    .stream())
        .findFirst();
  }

  private static boolean isOfReadableLength(String words) {
    int count = Wording.words(words).size();
    return count >= FEWEST_WORDS && count <= MOST_WORDS;
  }

  private static String unended(String words) {
    return words.replaceAll("[,;:]$", "");
  }

  private static Optional<String> speaker(String before, String after) {
    return name(AFTER_VERB_FIRST, after)
        .or(() -> name(AFTER_NAME_FIRST, after))
        .or(() -> name(AFTER_DASH, after))
        .or(() -> name(BEFORE, before));
  }

  private static Optional<String> name(Pattern pattern, String text) {
    var found = pattern.matcher(text);
    if (!found.find()) {
      return Optional.empty();
    }
    var name = found.group(1).replaceAll("[.,’']+$", "");
    return Optional.of(name);
  }
}
