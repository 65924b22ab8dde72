package dev.kinoloom.domain.text;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * HTML to the lines that Markdown would have: headings, items, paragraphs. Only tags that HTML has
 * are taken away, so that {@code a < b} and {@code <stdio.h>} stay.
 */
final class Html {
  private static final Pattern TAG =
      Pattern.compile("<(/?)([a-zA-Z][a-zA-Z0-9]{0,9})((?:\\s[^<>]{0,2000})?)/?>");
  private static final Pattern ENTITY =
      Pattern.compile("&(#\\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});");
  private static final Set<String> INLINE =
      names(
          "a abbr b bdi bdo big cite code del dfn em font i img ins kbd label mark q s samp small"
              + " span strike strong sub sup time tt u var wbr");
  private static final Set<String> BLOCK =
      names(
          "address article aside blockquote body br caption center dd details div dl dt fieldset"
              + " figcaption figure footer form head header hr html link main meta nav ol p pre"
              + " section summary table tbody td tfoot th thead tr ul");
  private static final Map<String, String> ENTITIES =
      Map.ofEntries(
          Map.entry("amp", "&"),
          Map.entry("lt", "<"),
          Map.entry("gt", ">"),
          Map.entry("quot", "\""),
          Map.entry("apos", "'"),
          Map.entry("nbsp", " "),
          Map.entry("ndash", "–"),
          Map.entry("mdash", "—"),
          Map.entry("hellip", "…"),
          Map.entry("lsquo", "‘"),
          Map.entry("rsquo", "’"),
          Map.entry("ldquo", "“"),
          Map.entry("rdquo", "”"),
          Map.entry("laquo", "«"),
          Map.entry("raquo", "»"),
          Map.entry("euro", "€"),
          Map.entry("pound", "£"),
          Map.entry("deg", "°"),
          Map.entry("times", "×"),
          Map.entry("shy", ""),
          Map.entry("copy", "©"),
          Map.entry("auml", "ä"),
          Map.entry("ouml", "ö"),
          Map.entry("uuml", "ü"),
          Map.entry("Auml", "Ä"),
          Map.entry("Ouml", "Ö"),
          Map.entry("Uuml", "Ü"),
          Map.entry("szlig", "ß"),
          Map.entry("eacute", "é"),
          Map.entry("egrave", "è"),
          Map.entry("agrave", "à"),
          Map.entry("ccedil", "ç"),
          Map.entry("ntilde", "ñ"));

  private Html() {}

  /** {@code text} without tags, comments, scripts and style sheets. */
  static String strip(String text) {
    if (text.indexOf('<') < 0 && text.indexOf('&') < 0) {
      return text;
    }
    var spoken = without(text, "<!--", "-->");
    spoken = without(spoken, "<script", "</script>");
    spoken = without(spoken, "<style", "</style>");
    var plain = TAG.matcher(spoken).replaceAll(tag -> quote(inPlaceOf(tag)));
    return ENTITY.matcher(plain).replaceAll(entity -> quote(character(entity)));
  }

  /** One pass, so that a thousand openings without an end cost no more than one. */
  private static String without(String text, String open, String close) {
    var lower = text.toLowerCase(Locale.ROOT);
    if (lower.length() != text.length()) {
      return text;
    }
    var kept = new StringBuilder(text.length());
    int from = 0;
    for (int start = lower.indexOf(open); start >= 0; start = lower.indexOf(open, from)) {
      int end = lower.indexOf(close, start);
      if (end < 0) {
        break;
      }
      kept.append(text, from, start).append(' ');
      from = end + close.length();
    }
    return kept.append(text, from, text.length()).toString();
  }

  private static String inPlaceOf(MatchResult tag) {
    var name = tag.group(2).toLowerCase(Locale.ROOT);
    boolean opens = tag.group(1).isEmpty();
    if (isHeading(name)) {
      return opens ? "\n\n" + "#".repeat(name.charAt(1) - '0') + " " : "\n\n";
    }
    if (name.equals("title")) {
      return opens ? "\n\n# " : "\n\n";
    }
    if (name.equals("li")) {
      return opens ? "\n- " : "";
    }
    if (BLOCK.contains(name)) {
      return name.equals("br") ? "\n" : "\n\n";
    }
    return INLINE.contains(name) ? "" : tag.group();
  }

  private static boolean isHeading(String name) {
    return name.length() == 2
        && name.charAt(0) == 'h'
        && name.charAt(1) >= '1'
        && name.charAt(1) <= '6';
  }

  private static Set<String> names(String spaced) {
    return Set.of(spaced.split(" "));
  }

  private static String character(MatchResult entity) {
    var name = entity.group(1);
    if (!name.startsWith("#")) {
      return ENTITIES.getOrDefault(name, entity.group());
    }
    boolean hex = name.charAt(1) == 'x' || name.charAt(1) == 'X';
    int code = Integer.parseInt(name.substring(hex ? 2 : 1), hex ? 16 : 10);
    return Character.isValidCodePoint(code) && !Character.isISOControl(code)
        ? Character.toString(code)
        : "";
  }

  private static String quote(String text) {
    return Matcher.quoteReplacement(text);
  }
}
