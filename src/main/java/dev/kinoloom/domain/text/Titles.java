package dev.kinoloom.domain.text;

import dev.kinoloom.domain.text.Block.Heading;
import dev.kinoloom.domain.text.Block.Paragraph;
import java.util.List;
import java.util.stream.Collectors;

/** Finds what a text is called: one line of at most {@value #LENGTH} characters. */
final class Titles {
  private static final int WORDS = 8;
  private static final int LENGTH = 100;
  private static final int ANY_LEVEL = 6;

  private Titles() {}

  /** A title that was given, on one line. */
  static String given(String title) {
    return shortened(Letters.clean(title).replace('\n', ' ').strip());
  }

  /** The first heading, or the beginning of the article. */
  static String ofArticle(List<Block> blocks) {
    return heading(blocks, ANY_LEVEL);
  }

  /** Likewise of a topic. */
  static String ofTopic(String text) {
    return heading(Blocks.of(text), ANY_LEVEL);
  }

  /** Of a script only a first-level heading is its title: the others name scenes. */
  static String ofScript(String text) {
    return heading(Blocks.of(spoken(text)), 1);
  }

  private static String spoken(String text) {
    var lines = text.lines().map(StageDirections::without).collect(Collectors.joining("\n"));
    return lines.isBlank() ? text : lines;
  }

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
        .map(first -> shortened(withoutStop(first)))
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
    return withoutPunctuation(start.substring(0, whole)) + "…";
  }

  static String withoutStop(String sentence) {
    boolean stops = sentence.endsWith(".") || sentence.endsWith("。");
    return stops ? sentence.substring(0, sentence.length() - 1) : sentence;
  }

  /** Without the ASCII signs and blanks at its end. */
  static String withoutPunctuation(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) < 0x80 && !Words.isLetterOrDigit(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end);
  }
}
