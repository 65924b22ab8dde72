package dev.kinoloom.provider.drawn;

import dev.kinoloom.domain.FrameSize;
import dev.kinoloom.domain.Script;
import dev.kinoloom.domain.StyleName;
import dev.kinoloom.provider.Fonts;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Draws the picture of a scene. The same scene gives the same pixels. */
final class Drawing {
  /** The picture, its layout, the texts that stand on it, and where the marks of progress are. */
  record Drawn(
      BufferedImage image, String layout, List<Canvas.Ink> inks, List<Rectangle2D> marks) {}

  private final Fonts fonts;

  Drawing(Fonts fonts) {
    this.fonts = fonts;
  }

  /** {@code number} of the scene, from 1. */
  Drawn draw(Script script, int number, FrameSize frame, StyleName style) {
    return draw(script, number, CardChooser.choose(script, number), frame, style);
  }

  /** With a card that was chosen already. */
  Drawn draw(Script script, int number, Card card, FrameSize frame, StyleName style) {
    var image = backdrop(script, number, card, frame, style);
    var g = image.createGraphics();
    try {
      smooth(g);
      var canvas = letter(g, script, number, card, Sheet.of(frame), style);
      return new Drawn(image, card.layout(), canvas.inks(), canvas.marks());
    } finally {
      g.dispose();
    }
  }

  /** All but the texts. */
  BufferedImage backdrop(Script script, int number, Card card, FrameSize frame, StyleName style) {
    var sheet = Sheet.of(frame);
    var look = Look.of(style);
    var image = new BufferedImage(sheet.width(), sheet.height(), BufferedImage.TYPE_3BYTE_BGR);
    var g = image.createGraphics();
    try {
      smooth(g);
      if (isMirrored(script, number)) {
        g.translate(sheet.width(), 0);
        g.scale(-1, 1);
      }
      var chance = new SplittableRandom(seed(script, number));
      look.backdrop().paint(g, new Scenery(sheet, look.palette(), chance, Layouts.isLoud(card)));
      return image;
    } finally {
      g.dispose();
    }
  }

  /** Only the texts of a picture. */
  Canvas letter(Graphics2D g, Script script, int number, Card card, Sheet sheet, StyleName style) {
    var locale = Locale.forLanguageTag(script.language());
    var type = new Typesetter(fonts, locale);
    var palette = Look.of(style).palette();
    var canvas = new Canvas(g, sheet, palette, type, isMirrored(script, number));
    var safe = Box.of(sheet.safe());
    var box = Layouts.isLoud(card) ? sheet.besideArt(safe) : safe;
    if (!(card instanceof Card.Title || card instanceof Card.Close)) {
      box = RunningHead.draw(canvas, script.title(), number, script.scenes().size(), locale, box);
    }
    Layouts.draw(canvas, card, box);
    return canvas;
  }

  private static boolean isMirrored(Script script, int number) {
    return isRightToLeft(script.scenes().get(number - 1).narration());
  }

  private static boolean isRightToLeft(String text) {
    return text.codePoints()
        .map(Character::getDirectionality)
        .filter(
            d ->
                d == Character.DIRECTIONALITY_LEFT_TO_RIGHT
                    || d == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                    || d == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC)
        .limit(1)
        .anyMatch(d -> d != Character.DIRECTIONALITY_LEFT_TO_RIGHT);
  }

  private static long seed(Script script, int number) {
    return 31L * script.title().hashCode()
        + 1_000_003L * number
        + script.scenes().get(number - 1).narration().hashCode();
  }

  private static void smooth(Graphics2D g) {
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.setRenderingHint(RenderingHints.KEY_DITHERING, RenderingHints.VALUE_DITHER_ENABLE);
  }
}
