package dev.kinoloom.domain.text;

import dev.kinoloom.domain.Brief.Kind;
import dev.kinoloom.domain.text.Block.Heading;
import dev.kinoloom.domain.text.Block.Paragraph;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds what a text is called. */
final class Titles {
  private static final int WORDS = 8;
  private static final int LENGTH = 100;

  private Titles() {}

  /**
   * The given title, or the first heading, or the beginning of the text; one line of at most
   * {@value #LENGTH} characters.
   */
  static String find(@Nullable String given, String text, Kind kind) {
    if (given != null && !given.isBlank()) {
      return shortened(Letters.clean(given).replace('\n', ' ').strip());
    }
    var blocks = kind == Kind.ARTICLE ? Blocks.ofArticle(text) : Blocks.of(spoken(text, kind));
    return heading(blocks, kind == Kind.SCRIPT ? 1 : 6);
  }

  private static String spoken(String text, Kind kind) {
    if (kind != Kind.SCRIPT) {
      return text;
    }
    var lines = text.lines().map(StageDirections::without).collect(Collectors.joining("\n"));
    return lines.isBlank() ? text : lines;
  }

  /** Of a script only a first-level heading is its title: the others name scenes. */
  private static String heading(List<Block> blocks, int deepest) {
    return blocks.stream()
        .filter(Heading.class::isInstance)
        .map(Heading.class::cast)
        .filter(heading -> heading.level() <= deepest)
        .findFirst()
        .map(heading -> shortened(heading.text()))
        .orElseGet(() -> beginning(blocks));
  }

  private static String beginning(List<Block> blocks) {
    var text =
        blocks.stream()
            .map(block -> block instanceof Paragraph p ? p.text() : firstOf(block))
            .filter(line -> !line.isEmpty())
            .findFirst()
            .orElse("");
    return Sentences.in(text, "en")
        .findFirst()
        .map(first -> shortened(first.replaceFirst("[.。]$", "")))
        .orElse("");
  }

  private static String firstOf(Block block) {
    return block instanceof Block.Listing listing ? listing.items().get(0) : "";
  }

  private static String shortened(String title) {
    if (title.length() <= LENGTH && Words.count(title) <= 2 * WORDS) {
      return title;
    }
    var words = List.of(title.split(" "));
    var start = words.stream().limit(WORDS).collect(Collectors.joining(" "));
    int end = Math.min(start.length(), LENGTH - 1);
    int whole = start.offsetByCodePoints(0, start.codePointCount(0, end));
    return start.substring(0, whole).replaceFirst("[\\p{Punct}\\s]+$", "") + "…";
  }
}
