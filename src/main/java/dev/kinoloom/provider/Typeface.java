package dev.kinoloom.provider;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;

/** One face of a font file, and what it can draw. Safe to use from any thread. */
final class Typeface {
  private static final FontRenderContext EXACT = new FontRenderContext(null, true, true);
  private final ConcurrentHashMap<Integer, Boolean> drawable = new ConcurrentHashMap<>();
  private final Path file;
  private final Font font;
  private final String family;
  private final String name;

  Typeface(Path file, Font font) {
    this.file = file;
    this.font = font;
    this.family = font.getFamily(Locale.ROOT);
    this.name = font.getFontName(Locale.ROOT);
  }

  Path file() {
    return file;
  }

  /** At 1 point; derive the size. */
  Font font() {
    return font;
  }

  /** The name by which libass finds it. */
  String family() {
    return family;
  }

  boolean isBold() {
    return name.toLowerCase(Locale.ROOT).contains("bold");
  }

  /** Every code point of the grapheme that should leave ink has a glyph with an outline here. */
  boolean covers(String grapheme) {
    return grapheme.codePoints().allMatch(c -> Letters.isInvisible(c) || draws(c));
  }

  private boolean draws(int codePoint) {
    return drawable.computeIfAbsent(codePoint, this::hasOutline);
  }

  /** Fonts of coloured bitmaps claim characters that Java2D then draws as nothing. */
  private boolean hasOutline(int codePoint) {
    if (!font.canDisplay(codePoint)) {
      return false;
    }
    if (Letters.isBlank(codePoint)) {
      return true;
    }
    var glyphs = font.createGlyphVector(EXACT, Character.toString(codePoint));
    return !glyphs.getOutline().getBounds2D().isEmpty();
  }
}
