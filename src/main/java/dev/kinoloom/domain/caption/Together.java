package dev.kinoloom.domain.caption;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells which two words are one thing to a reader and stay in one line. */
final class Together {
  private static final Pattern NUMBER =
      Pattern.compile("[(\"“]?[~<>≈±+−-]?(?:[A-Z]{0,2}[$€£¥₹])?\\d[\\d.,:/–−-]*[½¼¾%]?");
  private static final Pattern ROMAN_OR_NUMBER = Pattern.compile("(?:[IVXLC]+|\\d+)\\b.*");
  private static final Pattern ABBREVIATION = Pattern.compile("[(\"“]?(?:\\p{L}{1,6}\\.)+");
  private static final Pattern NAME_OR_NUMBER = Pattern.compile("[\"“(]?[\\p{Lu}\\d£$€].*");

  /** Units and scales; what else follows a number, such as "ships", parts from it when it must. */
  private static final Set<String> UNITS =
      words(
          """
          hundred thousand million billion trillion dozen percent per cent degrees bn m mn tn k km cm mm
          nm µm kg g mg t lb lbs oz ft in mi yd mph km/h m/s ml l s ms min h hr hrs kwh mwh gwh twh kw mw
          gw w v hz khz mhz ghz kb mb gb tb °c °f ° % m² km² m³ cm² cm³ ha am pm a.m p.m bc ad bce ce
          kilometres kilometers metres meters centimetres centimeters millimetres millimeters miles feet
          foot inches inch yards kilograms kilogrammes grams tonnes tons pounds litres liters seconds
          minutes hours days weeks months years centuries volts watts dollars euros cents
          january february march april may june july august september october november december
          mio mrd tsd prozent uhr millionen milliarden kilometer meter millones
          """);

  private static final Set<String> BEFORE_NUMBERS =
      words(
          """
          january february march april may june july august september october november december
          chapter page part figure table number no nos vol phase type war section version act
          """);

  private Together() {}

  /** {@code word} and {@code next}, which follows it in the same sentence. */
  static boolean are(String word, String next) {
    var bare = bare(next);
    if (NUMBER.matcher(word).matches() && UNITS.contains(bare)) {
      return true;
    }
    if (ABBREVIATION.matcher(word).matches()) {
      return opensSomething(bare(word)) || NAME_OR_NUMBER.matcher(next).matches();
    }
    boolean numbered = ROMAN_OR_NUMBER.matcher(next).matches();
    boolean named = Character.isUpperCase(word.codePointAt(0)) && next.matches("[IVX]{2,}\\b.*");
    return (numbered && BEFORE_NUMBERS.contains(bare(word))) || named;
  }

  private static boolean opensSomething(String abbreviation) {
    return Set.of("e.g", "i.e", "approx", "ca", "vs", "incl", "z.b", "d.h").contains(abbreviation);
  }

  private static String bare(String word) {
    return word.toLowerCase(Locale.ROOT).replaceAll("^[(\"“]+|[.,;:!?…\"”')]+$", "");
  }

  private static Set<String> words(String list) {
    return Set.copyOf(List.of(list.strip().split("\\s+")));
  }
}
