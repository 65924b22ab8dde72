package dev.kinoloom.domain.text;

import dev.kinoloom.domain.text.Block.Heading;
import dev.kinoloom.domain.text.Block.Listing;
import dev.kinoloom.domain.text.Block.Paragraph;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Cuts plain text into its blocks. */
public final class Blocks {
  private static final int WORDS_OF_A_HEADING = 10;
  private static final String ENDS = ".!?…。！？:：;,、，؟۔।\"”»";

  private static final Pattern HEADING = Pattern.compile("#{1,6} .*");

  private final List<Block> blocks = new ArrayList<>();
  private final List<StringBuilder> items = new ArrayList<>();
  private final StringBuilder paragraph = new StringBuilder();

  private Blocks() {}

  /** The blocks of {@code text}, in order. */
  public static List<Block> of(String text) {
    var reader = new Blocks();
    text.lines().map(String::strip).forEach(reader::line);
    reader.flush();
    return List.copyOf(reader.blocks);
  }

  /**
   * Likewise, where a short line that stands alone, ends no sentence, and has text after it is a
   * heading: articles copied from a page have such.
   */
  public static List<Block> ofArticle(String text) {
    var blocks = of(text);
    var read = new ArrayList<Block>();
    for (int i = 0; i < blocks.size(); i++) {
      boolean before = i + 1 < blocks.size() && !(blocks.get(i + 1) instanceof Heading);
      read.add(
          before && blocks.get(i) instanceof Paragraph p && looksLikeHeading(p.text())
              ? new Heading(i == 0 ? 1 : 2, p.text())
              : blocks.get(i));
    }
    return List.copyOf(read);
  }

  private static boolean looksLikeHeading(String text) {
    return text.length() <= 100
        && ENDS.indexOf(text.charAt(text.length() - 1)) < 0
        && Words.count(text) <= WORDS_OF_A_HEADING;
  }

  private void line(String line) {
    if (line.isEmpty()) {
      flush();
    } else if (line.startsWith("#") && HEADING.matcher(line).matches()) {
      flush();
      int level = line.indexOf(' ');
      blocks.add(new Heading(level, line.substring(level + 1).strip()));
    } else if (line.startsWith("- ")) {
      flushParagraph();
      items.add(new StringBuilder(line.substring(2).strip()));
    } else {
      join(items.isEmpty() ? paragraph : items.get(items.size() - 1), line);
    }
  }

  private void flush() {
    flushParagraph();
    if (!items.isEmpty()) {
      var said = items.stream().map(StringBuilder::toString).filter(item -> !item.isEmpty());
      blocks.add(new Listing(said.toList()));
      items.clear();
    }
  }

  private void flushParagraph() {
    if (!paragraph.isEmpty()) {
      blocks.add(new Paragraph(paragraph.toString()));
      paragraph.setLength(0);
    }
  }

  /** Writing without spaces is wrapped without a space too. */
  private static void join(StringBuilder text, String next) {
    boolean unspaced =
        text.isEmpty()
            || (isUnspaced(text.codePointBefore(text.length())) && isUnspaced(next.codePointAt(0)));
    text.append(unspaced ? "" : " ").append(next);
  }

  private static boolean isUnspaced(int c) {
    return Words.isUnspaced(c) || (c >= 0x3000 && c <= 0x303f) || (c >= 0xff00 && c <= 0xffef);
  }
}
