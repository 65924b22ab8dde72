package dev.kinoloom.provider;

import dev.kinoloom.provider.Fonts.Weight;
import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which face draws a character: one of Inter, or for what it lacks one of the machine's. Safe to
 * use from any thread; reads files.
 */
final class FontFallback {
  private final Map<Weight, Typeface> inter = new EnumMap<>(Weight.class);
  private final InstalledFonts installed;

  /** {@code shelf}: where Inter is put, to be read from. */
  FontFallback(FontShelf shelf, InstalledFonts installed) throws IOException, FontFormatException {
    this.installed = installed;
    for (var weight : Weight.values()) {
      var file = shelf.extract(weight.fileName());
      inter.put(weight, new Typeface(file, Font.createFonts(file.toFile())[0]));
    }
  }

  /** Inter. */
  Typeface first(Weight weight) {
    var face = inter.get(weight);
    if (face == null) {
      throw new IllegalStateException("Inter has no " + weight);
    }
    return face;
  }

  /** Empty: nothing here draws it. {@code region}: as {@link #region} says of the whole text. */
  Optional<Typeface> find(String grapheme, Weight weight, String region) {
    if (Letters.isComposedEmoji(grapheme)) {
      return Optional.empty();
    }
    if (first(weight).covers(grapheme)) {
      return Optional.of(first(weight));
    }
    return installed
        .covering(grapheme, region)
        .map(face -> installed.ofWeight(face, weight.isHeavy()))
        .map(face -> face.covers(grapheme) ? face : first(weight));
  }

  /** Whether anything here draws it. */
  boolean draws(String grapheme) {
    return find(grapheme, Weight.REGULAR, "").isPresent();
  }

  /** For what follows {@code current}: blanks and punctuation stay with the letters before them. */
  Typeface after(Typeface current, String grapheme, Weight weight, String region) {
    boolean neutral = !Character.isLetterOrDigit(grapheme.codePointAt(0));
    return neutral && current.covers(grapheme)
        ? current
        : find(grapheme, weight, region)
            .orElseThrow(() -> new IllegalStateException("not showable"));
  }

  /** Whose shapes Chinese characters take here: JP, KR or SC; empty where there are none. */
  static String region(String text) {
    var scripts =
        text.codePoints().mapToObj(Character.UnicodeScript::of).collect(Collectors.toSet());
    if (scripts.contains(Character.UnicodeScript.HIRAGANA)
        || scripts.contains(Character.UnicodeScript.KATAKANA)) {
      return "JP";
    }
    if (scripts.contains(Character.UnicodeScript.HANGUL)) {
      return "KR";
    }
    return scripts.contains(Character.UnicodeScript.HAN) ? "SC" : "";
  }
}
