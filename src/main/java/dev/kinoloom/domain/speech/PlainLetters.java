package dev.kinoloom.domain.speech;

import java.text.Normalizer;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Latin letters without their marks, typographic signs as their plain cousins. */
final class PlainLetters {
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Map<Integer, String> PLAIN =
      Map.ofEntries(
          Map.entry((int) '‘', "'"),
          Map.entry((int) '’', "'"),
          Map.entry((int) 'ʼ', "'"),
          Map.entry((int) '‚', "'"),
          Map.entry((int) '“', "\""),
          Map.entry((int) '”', "\""),
          Map.entry((int) '„', "\""),
          Map.entry((int) '«', "\""),
          Map.entry((int) '»', "\""),
          Map.entry((int) '‹', "\""),
          Map.entry((int) '›', "\""),
          Map.entry((int) '‐', "-"),
          Map.entry((int) '‑', "-"),
          Map.entry((int) '‒', "-"),
          Map.entry((int) '–', "-"),
          Map.entry((int) '—', "---"),
          Map.entry((int) '―', "---"),
          Map.entry((int) '−', "-"),
          Map.entry((int) '…', "..."),
          Map.entry((int) '¿', "("),
          Map.entry((int) '¡', "("),
          Map.entry((int) '²', "²"),
          Map.entry((int) '³', "³"),
          Map.entry((int) '½', "½"),
          Map.entry((int) '¼', "¼"),
          Map.entry((int) '¾', "¾"),
          Map.entry((int) '⅓', "⅓"),
          Map.entry((int) '⅔', "⅔"),
          Map.entry((int) '⅕', "⅕"),
          Map.entry((int) '⅖', "⅖"),
          Map.entry((int) '⅗', "⅗"),
          Map.entry((int) '⅘', "⅘"),
          Map.entry((int) '⅙', "⅙"),
          Map.entry((int) '⅛', "⅛"),
          Map.entry((int) '⅜', "⅜"),
          Map.entry((int) '⅝', "⅝"),
          Map.entry((int) '⅞', "⅞"),
          Map.entry((int) '™', ""),
          Map.entry((int) 'ß', "ss"),
          Map.entry((int) 'æ', "ae"),
          Map.entry((int) 'Æ', "Ae"),
          Map.entry((int) 'œ', "oe"),
          Map.entry((int) 'Œ', "Oe"),
          Map.entry((int) 'ø', "o"),
          Map.entry((int) 'Ø', "O"),
          Map.entry((int) 'ł', "l"),
          Map.entry((int) 'Ł', "L"),
          Map.entry((int) 'đ', "d"),
          Map.entry((int) 'Đ', "D"),
          Map.entry((int) 'ð', "th"),
          Map.entry((int) 'Ð', "Th"),
          Map.entry((int) 'þ', "th"),
          Map.entry((int) 'Þ', "Th"),
          Map.entry((int) 'ı', "i"));

  /** After a digit; alone ² and ³ are read as they are. */
  private static final Pattern POWER = Pattern.compile("(?<=\\d)(?![²³](?![⁰¹²³⁴-⁹]))⁻?[⁰¹²³⁴-⁹]+");

  private static final String RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  private PlainLetters() {}

  private static String power(MatchResult raised) {
    var plain = new StringBuilder("^");
    raised
        .group()
        .chars()
        .forEach(c -> plain.append(c == '⁻' ? "-" : String.valueOf(RAISED.indexOf(c))));
    return plain.toString();
  }

  static String of(String text) {
    var plain = new StringBuilder();
    var powers = POWER.matcher(text).replaceAll(PlainLetters::power);
    Normalizer.normalize(powers, Normalizer.Form.NFC)
        .codePoints()
        .forEach(
            c -> {
              String known = PLAIN.get(c);
              plain.append(known != null ? known : folded(c));
            });
    return plain.toString();
  }

  private static String folded(int c) {
    if (c < 128) {
      return Character.toString(c);
    }
    String apart = Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKD);
    String bare = MARKS.matcher(apart).replaceAll("");
    // what is Latin only after folding is Latin; all else stays as it is, to be seen as foreign
    boolean plain = !bare.isEmpty() && bare.chars().allMatch(b -> b < 128);
    return plain || Character.getType(c) == Character.NON_SPACING_MARK
        ? bare
        : Character.toString(c);
  }
}
