package dev.kinoloom.domain.speech;

import dev.kinoloom.domain.speech.EnglishToken.Around;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words, names of letters and names of signs. */
final class EnglishLetters {
  private static final Set<String> SAID_AS_WORDS =
      Set.of(
          "NASA", "NATO", "OPEC", "AIDS", "LASER", "RADAR", "SONAR", "UNICEF", "JPEG", "RAM", "ROM",
          "PIN", "GIF", "LIDAR", "OK", "SARS", "COVID", "CERN", "ASCII", "JSON", "SIM", "THE",
          "AND", "NOT", "FOR", "BUT", "ALL", "NO", "IS", "IT", "IN", "ON", "TO", "OF", "OR", "AN",
          "AS", "AT", "BE", "BY", "DO", "GO", "HE", "IF", "ME", "MY", "SO", "UP", "WE", "YOU",
          "NEW", "NOW", "ONE", "YES");
  private static final Map<Character, String> SIGNS =
      Map.ofEntries(
          Map.entry('&', "and"),
          Map.entry('@', "at"),
          Map.entry('+', "plus"),
          Map.entry('=', "equals"),
          Map.entry('%', "percent"),
          Map.entry('\\', "backslash"),
          Map.entry('×', "times"),
          Map.entry('÷', "divided by"),
          Map.entry('±', "plus or minus"),
          Map.entry('≈', "about"),
          Map.entry('~', "about"),
          Map.entry('≤', "at most"),
          Map.entry('≥', "at least"),
          Map.entry('→', "to"),
          Map.entry('°', "degrees"),
          Map.entry('€', "euros"),
          Map.entry('£', "pounds"),
          Map.entry('$', "dollars"),
          Map.entry('¥', "yen"),
          Map.entry('₹', "rupees"),
          Map.entry('∞', "infinity"),
          Map.entry('π', "pi"),
          Map.entry('²', "squared"),
          Map.entry('³', "cubed"),
          Map.entry('½', "a half"),
          Map.entry('¼', "a quarter"),
          Map.entry('¾', "three quarters"));
  private static final Pattern PIECE =
      Pattern.compile(
          "\\d+(?:\\.\\d+){2,}|" + EnglishRule.NUMBER + "|[A-Za-z]+(?:'[A-Za-z]+)*'?|[^A-Za-z0-9]");

  private EnglishLetters() {}

  /** Whatever is left: letters are words or abbreviations, digits numbers, signs by name. */
  static List<String> pieces(String core, Around around) {
    var words = new ArrayList<String>();
    Matcher piece = PIECE.matcher(core);
    while (piece.find()) {
      String text = piece.group();
      char c = text.charAt(0);
      if (Character.isDigit(c)) {
        words.addAll(EnglishNumbers.number(text));
      } else if (c < 128 && Character.isLetter(c)) {
        words.addAll(letters(text, core, around));
      } else if (c == '.' && piece.start() > 0 && piece.end() < core.length()) {
        words.add(core.matches("(?:[A-Za-z]\\.)+[A-Za-z]?") ? "" : "dot");
      } else if (c == '<' || c == '>') {
        boolean compares = core.length() == 1 || core.matches("(?s).*\\d\\s*[<>]\\s*\\d.*");
        words.addAll(compares ? EnglishWords.split(EnglishQuantities.sign(text)) : List.of());
      } else {
        words.addAll(EnglishWords.split(SIGNS.getOrDefault(c, "")));
      }
    }
    words.removeIf(String::isEmpty);
    return words;
  }

  private static List<String> letters(String text, String core, Around around) {
    String stem = text.replaceAll("('s|s)$", "");
    if (text.equals("www")) {
      return List.of("w", "w", "w");
    }
    if (isSpelled(text, stem, core, around)) {
      boolean plural = !stem.isEmpty() && text.length() > stem.length();
      return spelled(stem.isEmpty() ? text : stem, plural);
    }
    return EnglishWords.split(text.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT));
  }

  private static boolean isSpelled(String text, String stem, String core, Around around) {
    if (text.length() == 1) {
      return core.length() > 1 || !text.matches("[aAI]");
    }
    return stem.matches("[A-Z]{2,5}") && !SAID_AS_WORDS.contains(stem) && !around.shouting();
  }

  private static List<String> spelled(String letters, boolean plural) {
    var names = new ArrayList<String>();
    for (int i = 0; i < letters.length(); i++) {
      names.add(letter(letters.charAt(i)));
    }
    if (plural) {
      names.add(names.remove(names.size() - 1) + "'s");
    }
    return names;
  }

  /** A lone "a" would be read as the article. */
  static String letter(char c) {
    return c == 'a' || c == 'A' ? "ay" : String.valueOf(Character.toLowerCase(c));
  }
}
