package dev.kinoloom.provider.drawn;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a number counts, in the words of the text, whole or not at all: "kilometres per second",
 * "cubic metres of soil", "of all people".
 *
 * @param text as shown; may be empty
 * @param kind the bare unit, to tell whether two numbers are of one kind; may be empty
 * @param known it is a unit that is known as one
 */
record Measure(String text, String kind, boolean known) {
  private static final Measure NONE = new Measure("", "", false);
  private static final int MOST_WORDS = 3;
  private static final Set<String> UNITS =
      Set.copyOf(
          List.of(
              ("metre meter kilometre kilometer mile foot inch kilogram tonne ton gram litre liter hour"
                      + " minute second day week month year decade century degree watt volt metres"
                      + " meters kilometres kilometers centimetres centimeters millimetres km m cm mm"
                      + " miles feet inches kilograms kg tonnes tons grams litres liters hours minutes"
                      + " seconds days weeks months years decades centuries degrees watts kilowatts"
                      + " megawatts gigawatts volts hertz people men women children times species"
                      + " countries cities hectares acres dollars euros pounds mph km/h light-years"
                      + " bytes gigabytes terabytes calories Meter Kilometer Jahre Stunden Menschen"
                      + " Tonnen Grad Tage Liter Minuten mètres ans heures personnes litres jours"
                      + " metros años horas personas litros días")
                  .split(" ")));
  private static final Set<String> BEFORE_UNITS =
      Set.of("square", "cubic", "light", "nautical", "metric");
  private static final Set<String> AFTER_UNITS =
      Set.of(
          "thick", "long", "deep", "wide", "high", "tall", "old", "away", "apart", "ago", "later",
          "earlier", "cooler", "warmer", "hotter", "colder");
  private static final Pattern SPAN =
      Pattern.compile(
          "second|minute|hour|day|night|week|month|year|decade|century|metre|meter|kilometre|mile"
              + "|kilogram|tonne|litre|person|head");
  private static final Pattern DETERMINER =
      Pattern.compile(
          "the|a|an|all|this|these|those|its|their|our|his|her|every|each"
              + "|la|les|le|der|die|das|los|las|el");
  private static final Pattern AUXILIARY =
      Pattern.compile(
          "is|are|was|were|has|have|had|can|will|would|could|may|must|ist|sind|est|son");

  /** A word of the text and whether a sign stands behind it. */
  private record Word(String bare, boolean ends) {
    static List<Word> of(String text) {
      return Wording.words(text).stream()
          .map(
              w ->
                  new Word(w.replaceAll("[^\\p{L}\\p{N}/’'-]+$", ""), !w.matches(".*[\\p{L}/’'-]")))
          .toList();
    }

    boolean isContent() {
      return !bare.isEmpty()
          && Character.isLetter(bare.codePointAt(0))
          && !Wording.FUNCTION_WORDS.contains(bare.toLowerCase(Locale.ROOT));
    }

    boolean isUnit() {
      return UNITS.contains(bare);
    }

    /** Of a plain lower-case word, "-s" after a number is the plural. */
    boolean isPlural() {
      return bare.matches("\\p{Ll}[\\p{Ll}’'-]+[^su'’]s");
    }
  }

  /** With the word for a large number before it. */
  Measure scaled(String scale) {
    return scale.isEmpty() ? this : new Measure(Wording.tidy(scale + " " + text), kind, known);
  }

  /** What follows a plain number. */
  static Measure after(String text) {
    if (!text.startsWith(" ") && !text.startsWith("-")) {
      return NONE;
    }
    var words = Word.of(text.substring(1));
    int end = unitEnd(words);
    if (end == 0) {
      return NONE;
    }
    var unit = words.get(end - 1);
    var kind = joined(words, 0, end);
    var tail = unit.ends() ? "" : tail(words.subList(end, words.size()));
    boolean known = unit.isUnit() || tail.matches("(?:per|an?|each|every) .*");
    return new Measure(Wording.tidy(kind + " " + tail), kind, known);
  }

  /** After a price or a temperature: "per person", "a year", "cooler". */
  static Measure tailAfter(String text) {
    return text.startsWith(" ") ? new Measure(tail(Word.of(text)), "", false) : NONE;
  }

  /** Of a percentage: the whole that it is a part of, when its end is certain. */
  static Measure wholeAfter(String text) {
    var words = Word.of(text);
    if (words.size() < 2 || !words.get(0).bare().matches("of|der|des|de|du|del")) {
      return NONE;
    }
    int from = 1;
    while (from < words.size() && DETERMINER.matcher(words.get(from).bare()).matches()) {
      from++;
    }
    int end = wholeEnd(words, from);
    return end == 0 ? NONE : new Measure(joined(words, 0, end) + partOf(words, end), "", true);
  }

  /** "The surface", "of the Earth". */
  private static String partOf(List<Word> words, int from) {
    if (words.get(from - 1).ends()
        || from >= words.size()
        || !words.get(from).bare().equals("of")) {
      return "";
    }
    int start = from + 1;
    while (start < words.size() && DETERMINER.matcher(words.get(start).bare()).matches()) {
      start++;
    }
    int end = wholeEnd(words.subList(from, words.size()), start - from);
    return end == 0 ? "" : " " + joined(words, from, from + end);
  }

  /** Past the unit or the plural; 0 when there is none. */
  private static int unitEnd(List<Word> words) {
    for (int i = 0; i < Math.min(words.size(), MOST_WORDS); i++) {
      var word = words.get(i);
      if (!word.isContent()) {
        return 0;
      }
      if (word.isUnit() || word.isPlural()) {
        return i + 1;
      }
      if (word.ends()) {
        return 0;
      }
    }
    return 0;
  }

  private static String tail(List<Word> words) {
    if (words.isEmpty()) {
      return "";
    }
    var first = words.get(0).bare();
    if (AFTER_UNITS.contains(first)) {
      return first;
    }
    if (words.size() < 2 || words.get(0).ends()) {
      return "";
    }
    var second = words.get(1);
    if (first.equals("per") && second.isContent()) {
      boolean more = BEFORE_UNITS.contains(second.bare()) && words.size() > 2;
      return joined(words, 0, more ? 3 : 2);
    }
    if (first.matches("an?|each|every") && SPAN.matcher(second.bare()).matches()) {
      return joined(words, 0, 2);
    }
    boolean whole =
        second.isContent() && (second.ends() || words.size() == 2 || !words.get(2).isContent());
    return first.equals("of") && whole ? joined(words, 0, 2) : "";
  }

  private static int wholeEnd(List<Word> words, int from) {
    var contents = new ArrayList<Word>();
    for (int i = from; i < words.size() && contents.size() < MOST_WORDS + 1; i++) {
      var word = words.get(i);
      if (!word.isContent()) {
        boolean complete = AUXILIARY.matcher(word.bare()).matches();
        return contents.size() == 1 || (complete && !contents.isEmpty()) ? i : 0;
      }
      if (!word.bare().matches(".*['’]s?")) {
        contents.add(word);
      }
      if (word.isUnit() || (contents.size() == 1 && (word.isPlural() || word.ends()))) {
        return i + 1;
      }
      if (word.ends()) {
        return 0;
      }
    }
    return 0;
  }

  private static String joined(List<Word> words, int from, int to) {
    return String.join(" ", words.subList(from, to).stream().map(Word::bare).toList());
  }
}
