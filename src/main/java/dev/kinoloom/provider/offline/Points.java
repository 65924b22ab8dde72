package dev.kinoloom.provider.offline;

import dev.kinoloom.domain.text.StopWords;
import dev.kinoloom.domain.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds what a sentence really lists: three or more short parallel items, the last joined by "and"
 * or "or", after a colon or within the sentence. In doubt it lists nothing.
 */
final class Points {
  private static final int MOST_WORDS = 6;
  private static final int MOST_POINTS = 6;
  private static final Pattern LAST =
      Pattern.compile("(?i)(?:,\\s*|\\s+)(?:and|or|und|oder|et|ou|y|e|o)\\s+");
  private static final Pattern COMMA = Pattern.compile("\\s*[,;、，]\\s+");

  private Points() {}

  /** The items that one of {@code sentences} lists, as they would be shown; empty = none. */
  static List<String> of(List<String> sentences, String language) {
    return sentences.stream()
        .map(sentence -> inSentence(sentence, language))
        .filter(points -> !points.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  private static List<String> inSentence(String sentence, String language) {
    var bare = sentence.replaceFirst("[.!?…\"”»]+$", "");
    int colon = bare.lastIndexOf(": ");
    if (colon > 0) {
      return items(bare.substring(colon + 2), language);
    }
    int comma = bare.indexOf(',');
    return comma < 0 ? List.of() : withinSentence(bare, comma, language);
  }

  /** The first item begins after the last small word or verb before the first comma. */
  private static List<String> withinSentence(String bare, int comma, String language) {
    var small = StopWords.of(language);
    var before = bare.substring(0, comma);
    int start = -1;
    for (var word : Words.of(before)) {
      var lower = word.toLowerCase(Locale.ROOT);
      if (small.contains(lower) || NotThings.isVerb(lower)) {
        start = before.indexOf(word, Math.max(0, start)) + word.length();
      }
    }
    if (small.isEmpty() || start < 0) {
      return List.of();
    }
    var items = items(bare.substring(start).strip(), language);
    boolean plain =
        items.stream()
            .flatMap(item -> Words.of(item).stream())
            .map(word -> word.toLowerCase(Locale.ROOT))
            .noneMatch(word -> small.contains(word) || NotThings.isVerb(word));
    return plain && items.stream().allMatch(item -> Words.count(item) <= 3) ? items : List.of();
  }

  private static List<String> items(String listed, String language) {
    var parts = new ArrayList<>(List.of(COMMA.split(listed)));
    var last =
        parts.remove(parts.size() - 1).replaceFirst("(?i)^(?:and|or|und|oder|et|ou|y|o)\\s+", "");
    parts.addAll(List.of(LAST.split(last, 2)));
    boolean joined = LAST.matcher(listed).find();
    boolean few = parts.size() >= 3 && parts.size() <= MOST_POINTS;
    boolean parallel = parts.stream().allMatch(part -> isItem(part, StopWords.of(language)));
    return joined && few && parallel ? parts.stream().map(Points::shown).toList() : List.of();
  }

  private static boolean isItem(String part, Set<String> small) {
    var words = Words.of(part);
    return !words.isEmpty()
        && words.size() <= MOST_WORDS
        && !small.contains(words.get(words.size() - 1).toLowerCase(Locale.ROOT));
  }

  private static String shown(String part) {
    var bare = part.strip();
    int first = bare.offsetByCodePoints(0, 1);
    return bare.substring(0, first).toUpperCase(Locale.ROOT) + bare.substring(first);
  }
}
