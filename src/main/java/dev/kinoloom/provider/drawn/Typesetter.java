package dev.kinoloom.provider.drawn;

import dev.kinoloom.provider.Fonts;
import dev.kinoloom.provider.Fonts.Run;
import dev.kinoloom.provider.Fonts.Weight;
import java.awt.Color;
import java.awt.font.FontRenderContext;
import java.awt.font.LineBreakMeasurer;
import java.awt.font.TextAttribute;
import java.awt.font.TextLayout;
import java.awt.font.TextMeasurer;
import java.text.AttributedString;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Fits texts into boxes: the largest size at which whole words fit, lines of about one length. Only
 * a word that is wider than its box at the smallest size is parted.
 */
final class Typesetter {
  static final FontRenderContext SMOOTH = new FontRenderContext(null, true, true);
  private static final double STEP = 0.94;
  private static final double SMALLER_BUT_BETTER = 0.76;
  private static final double TINIEST = 4;
  private static final double SHORTEST_LAST_LINE = 0.36;

  /**
   * How a text is set.
   *
   * @param weight of the strokes
   * @param leading distance of base lines, × size
   * @param tracking space between letters, × size; only where the script allows
   * @param mostLines lines at most, as long as the size allows
   * @param largest size in pixels
   * @param smallest size in pixels before words are parted
   */
  record Manner(
      Weight weight,
      double leading,
      double tracking,
      int mostLines,
      double largest,
      double smallest) {
    Manner upTo(double size) {
      return new Manner(
          weight, leading, tracking, mostLines, Math.min(size, largest), Math.min(size, smallest));
    }
  }

  private final Fonts fonts;
  private final Locale locale;

  Typesetter(Fonts fonts, Locale locale) {
    this.fonts = fonts;
    this.locale = locale;
  }

  /** The text without what cannot be drawn, on one line; may be empty. */
  String showable(String text) {
    return Wording.tidy(fonts.showable(text));
  }

  /** {@code text}: showable, not empty. */
  Paragraph fit(String text, Manner manner, double width, double height) {
    return fit(text, manner, width, height, "", null);
  }

  /** Like the other, with a part of the text in a colour of its own. */
  Paragraph fit(
      String text,
      Manner manner,
      double width,
      double height,
      String emphasis,
      @Nullable Color accent) {
    var setting = new Setting(text, fonts.runs(text, manner.weight()), manner, emphasis, accent);
    var best = best(setting, width, height);
    if (best.isPresent()) {
      return best.get();
    }
    double size = manner.smallest();
    while (true) {
      var lines = lines(setting.at(size), text, width, false);
      var paragraph = new Paragraph(text, (float) size, manner.leading(), lines);
      if (paragraph.height() <= height || size <= TINIEST) {
        return paragraph;
      }
      size *= STEP;
    }
  }

  /** Large letters and full lines: a size somewhat smaller may break better. */
  private Optional<Paragraph> best(Setting setting, double width, double height) {
    var manner = setting.manner();
    Paragraph best = null;
    double least = manner.smallest();
    for (double size = manner.largest(); size >= least; size *= STEP) {
      var lines = whole(setting, size, width);
      if (lines.isEmpty() || !fits(lines.get(), setting, size, height)) {
        continue;
      }
      var paragraph = balanced(setting, size, width, lines.get());
      if (best == null) {
        least = Math.max(manner.smallest(), size * SMALLER_BUT_BETTER);
      }
      if (best == null || merit(paragraph) > merit(best)) {
        best = paragraph;
      }
    }
    return Optional.ofNullable(best).map(p -> evened(setting, p));
  }

  private static double merit(Paragraph p) {
    double full = p.lines().stream().mapToDouble(TextLayout::getVisibleAdvance).average().orElse(0);
    return p.size() * (0.35 + full / Math.max(1, p.width())) * (endsInWidow(p) ? 0.8 : 1);
  }

  /** A last line of one short word. */
  private static boolean endsInWidow(Paragraph p) {
    int lines = p.lines().size();
    return lines > 1
        && p.lines().get(lines - 1).getVisibleAdvance() < SHORTEST_LAST_LINE * p.width();
  }

  private static boolean fits(List<TextLayout> lines, Setting setting, double size, double height) {
    var manner = setting.manner();
    return lines.size() <= manner.mostLines()
        && new Paragraph(setting.text(), (float) size, manner.leading(), lines).height() <= height;
  }

  /** The narrowest box that needs no more lines makes them of one length. */
  private Paragraph balanced(Setting setting, double size, double width, List<TextLayout> lines) {
    var best = lines;
    double low = width / Math.max(1, lines.size());
    double high = width;
    for (int i = 0; i < 7 && lines.size() > 1 && lines.size() <= 6; i++) {
      double middle = (low + high) / 2;
      var tried = whole(setting, size, middle);
      if (tried.isPresent() && tried.get().size() <= lines.size()) {
        best = tried.get();
        high = middle;
      } else {
        low = middle;
      }
    }
    return new Paragraph(setting.text(), (float) size, setting.manner().leading(), best);
  }

  /** As many lines, as wide at most, but of one length as nearly as words allow. */
  private Paragraph evened(Setting setting, Paragraph p) {
    int count = p.lines().size();
    if (count < 3 || count > manyLines(setting)) {
      return p;
    }
    var measurer = new TextMeasurer(setting.at(p.size()).getIterator(), SMOOTH);
    var text = setting.text();
    var breaks = new Breaks(text, locale);
    var ends =
        breaks.evened(count, p.width() + 0.5, (from, to) -> advance(measurer, text, from, to));
    if (ends.size() != count) {
      return p;
    }
    var lines = new ArrayList<TextLayout>();
    int from = 0;
    for (int to : ends) {
      lines.add(measurer.getLayout(from, withoutBlank(text, from, to)));
      from = to;
    }
    return new Paragraph(text, p.size(), p.leading(), lines);
  }

  private static int manyLines(Setting setting) {
    return setting.text().length() > 300 ? 0 : 8;
  }

  private static double advance(TextMeasurer measurer, String text, int from, int to) {
    return measurer.getAdvanceBetween(from, withoutBlank(text, from, to));
  }

  private Optional<List<TextLayout>> whole(Setting setting, double size, double width) {
    var lines = lines(setting.at(size), setting.text(), width, true);
    return lines.isEmpty() ? Optional.empty() : Optional.of(lines);
  }

  /** Empty when only whole words are allowed and one is too wide. */
  private List<TextLayout> lines(
      AttributedString styled, String text, double width, boolean wholeWords) {
    var breaker =
        new LineBreakMeasurer(styled.getIterator(), BreakIterator.getLineInstance(locale), SMOOTH);
    var measurer = new TextMeasurer(styled.getIterator(), SMOOTH);
    var lines = new ArrayList<TextLayout>();
    for (int from = 0; from < text.length(); ) {
      int to = breaker.nextOffset((float) width, text.length(), wholeWords);
      if (to == from) {
        return List.of();
      }
      lines.add(measurer.getLayout(from, withoutBlank(text, from, to)));
      breaker.setPosition(to);
      from = to;
    }
    return lines;
  }

  /** A blank at a line's end would be seen as an indent where lines start at the right. */
  private static int withoutBlank(String text, int from, int to) {
    return to - 1 > from && text.charAt(to - 1) == ' ' ? to - 1 : to;
  }

  /** What is to be set, at any size. */
  private record Setting(
      String text, List<Run> runs, Manner manner, String emphasis, @Nullable Color accent) {
    AttributedString at(double size) {
      var styled = new AttributedString(text);
      int from = 0;
      for (var run : runs) {
        int to = from + run.text().length();
        styled.addAttribute(TextAttribute.FONT, font(run, (float) size), from, to);
        from = to;
      }
      int at = emphasis.isEmpty() ? -1 : text.indexOf(emphasis);
      if (at >= 0 && accent != null) {
        styled.addAttribute(TextAttribute.FOREGROUND, accent, at, at + emphasis.length());
      }
      return styled;
    }

    /** Only Inter's letters stand apart; those of other scripts may join. */
    private java.awt.Font font(Run run, float size) {
      var sized = run.font().deriveFont(size);
      boolean own = run.family().startsWith("Inter");
      return own
          ? sized.deriveFont(
              Map.of(
                  TextAttribute.KERNING,
                  TextAttribute.KERNING_ON,
                  TextAttribute.TRACKING,
                  manner.tracking()))
          : sized;
    }
  }
}
