package dev.kinoloom.provider.offline;

import dev.kinoloom.domain.text.StopWords;
import java.util.Set;

/** What stands between two sentences. */
final class Joint {
  private static final Set<String> UNSPACED = Set.of("zh", "ja");

  private Joint() {}

  /** A space, or nothing in Chinese and Japanese. */
  static String of(String language) {
    return UNSPACED.contains(StopWords.primary(language)) ? "" : " ";
  }
}
