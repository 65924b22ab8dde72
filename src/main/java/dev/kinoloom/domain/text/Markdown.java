package dev.kinoloom.domain.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Markdown to its plain form, line by line: only {@code #} headings and {@code -} items are left of
 * its signs. Tables, pictures, link targets and front matter go, and fenced code; of a script every
 * word is wanted, so what stands in fences and the numbers of a list stay.
 */
final class Markdown {
  static final Pattern FENCE = Pattern.compile(" {0,3}(```+|~~~+).*");
  static final Pattern QUOTE = Pattern.compile("^\\s{0,3}(?:>\\s?){1,9}");
  static final Pattern HEADING = Pattern.compile(" {0,3}(#{1,6})\\s+(.*)");
  static final Pattern UNDERLINE = Pattern.compile(" {0,3}(=+|-{2,})\\s*");
  static final Pattern BULLET = Pattern.compile("\\s*[-*+•‣·]\\s+(.*)");
  static final Pattern NUMBERED = Pattern.compile("\\s*\\d{1,2}[.)]\\s+(.*)");
  static final Pattern TABLE = Pattern.compile("\\s*\\|.*\\|\\s*");
  static final Pattern LINK_TARGET = Pattern.compile(" {0,3}\\[[^\\]]{1,200}\\]:\\s*\\S.*");
  private static final Pattern PICTURE =
      Pattern.compile("!\\[[^\\[\\]]{0,500}\\]\\([^()]{0,2200}\\)");
  private static final Pattern LINK =
      Pattern.compile(
          "\\[([^\\[\\]]{1,500})\\]\\([^()]{0,2000}(?:\\([^()]{0,200}\\)[^()]{0,200})?\\)");
  private static final Pattern REFERENCE =
      Pattern.compile("\\[((?!\\d+\\])[^\\[\\]]{1,500})\\]\\[[^\\[\\]]{0,200}\\]");
  private static final Pattern FOOTNOTE = Pattern.compile("\\[\\^[^\\[\\]]{1,60}\\]");
  private static final Pattern STRONG =
      Pattern.compile("\\*\\*(?=\\S)([^*]{1,300})(?<=\\S)\\*\\*|__(?=\\S)([^_]{1,300})(?<=\\S)__");
  static final Pattern EMPHASIS =
      Pattern.compile("([*_])(?<![\\w*].)(?=[^\\s*_])([^*_]{1,300}?)(?<=\\S)\\1(?![\\w*])");
  private static final Pattern STRUCK = Pattern.compile("~~([^~]{1,300})~~");
  private static final Pattern CODE = Pattern.compile("`([^`]{1,300})`");
  private static final Pattern ESCAPED = Pattern.compile("\\\\([*_#`])");

  private static final int HIDDEN = 0xe000;

  private final boolean everyWord;
  private final List<String> lines = new ArrayList<>();
  private boolean inFence;

  private Markdown(boolean everyWord) {
    this.everyWord = everyWord;
  }

  /** The plain form of {@code text}; {@code everyWord}: it is a script. */
  static String strip(String text, boolean everyWord) {
    var markdown = new Markdown(everyWord);
    markdown.read(withoutFrontMatter(text.split("\n", -1)));
    return String.join("\n", markdown.lines);
  }

  private static List<String> withoutFrontMatter(String[] all) {
    var lines = List.of(all);
    if (!lines.get(0).strip().equals("---")) {
      return lines;
    }
    int end = lines.subList(1, Math.min(lines.size(), 60)).indexOf("---") + 1;
    boolean settings =
        end > 1
            && lines.subList(1, end).stream()
                .allMatch(line -> line.matches("[\\w-]+:.*|\\s.*|- .*|#.*"));
    if (!settings) {
      return lines;
    }
    var rest = new ArrayList<String>();
    lines.subList(1, end).stream()
        .filter(line -> line.startsWith("title:"))
        .map(line -> line.substring(6).strip().replaceAll("^[\"']|[\"']$", ""))
        .filter(title -> !title.isEmpty())
        .forEach(title -> rest.addAll(List.of("# " + title, "")));
    rest.addAll(lines.subList(end + 1, lines.size()));
    return rest;
  }

  private void read(List<String> all) {
    for (var raw : all) {
      if (raw.isBlank()) {
        lines.add("");
      } else if (!inFence && isProse(raw)) {
        add(inline(raw.strip()));
      } else if (FENCE.matcher(raw).matches()) {
        inFence = !inFence;
        lines.add("");
      } else if (inFence) {
        lines.add(everyWord ? raw : "");
      } else {
        line(unquoted(raw));
      }
    }
  }

  /** It begins with a letter: no fence, quote, heading, line, list, table or link target does. */
  static boolean isProse(String line) {
    return Character.isLetter(line.strip().codePointAt(0));
  }

  private static String unquoted(String line) {
    var quote = QUOTE.matcher(line);
    return quote.lookingAt() ? line.substring(quote.end()) : line;
  }

  private void line(String line) {
    var heading = HEADING.matcher(line);
    if (heading.matches()) {
      add(heading.group(1) + " " + inline(withoutClosing(heading.group(2))));
    } else if (isUnderline(line)) {
      lines.set(lines.size() - 1, (line.contains("=") ? "# " : "## ") + last());
    } else if (isRule(line)
        || (!everyWord && TABLE.matcher(line).matches())
        || LINK_TARGET.matcher(line).matches()) {
      lines.add("");
    } else {
      item(line);
    }
  }

  /** {@code # A heading ##} may be closed; by hand, for a pattern would try every split. */
  private static String withoutClosing(String heading) {
    int end = heading.stripTrailing().length();
    while (end > 0 && heading.charAt(end - 1) == '#') {
      end--;
    }
    return heading.substring(0, end).stripTrailing();
  }

  private static boolean isRule(String line) {
    var signs = line.replace(" ", "");
    return signs.length() >= 3
        && "-*_".indexOf(signs.charAt(0)) >= 0
        && signs.chars().allMatch(c -> c == signs.charAt(0));
  }

  private boolean isUnderline(String line) {
    return UNDERLINE.matcher(line).matches()
        && !last().isBlank()
        && !last().startsWith("#")
        && !last().startsWith("- ")
        && (lines.size() < 2 || lines.get(lines.size() - 2).isBlank());
  }

  private void item(String line) {
    var bullet = BULLET.matcher(line);
    var numbered = NUMBERED.matcher(line);
    if (bullet.matches()) {
      add("- " + inline(bullet.group(1)));
    } else if (!everyWord && numbered.matches() && listMayStart()) {
      add("- " + inline(numbered.group(1)));
    } else {
      add(inline(line.strip()));
    }
  }

  /** A wrapped line of prose may begin with a number; a list begins after something that ends. */
  private boolean listMayStart() {
    return last().isBlank()
        || last().startsWith("- ")
        || last().startsWith("#")
        || last().endsWith(":");
  }

  private String last() {
    return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
  }

  /** What has no letter or digit left says nothing. */
  private void add(String line) {
    boolean speaks = line.codePoints().anyMatch(Character::isLetterOrDigit);
    lines.add(speaks ? line.strip() : "");
  }

  private static String inline(String line) {
    boolean escapes = line.indexOf('\\') >= 0;
    var plain = escapes ? hidden(line) : line;
    if (plain.indexOf('[') >= 0) {
      plain = plain.contains("![") ? PICTURE.matcher(plain).replaceAll("") : plain;
      plain = plain.contains("[^") ? FOOTNOTE.matcher(plain).replaceAll("") : plain;
      plain = plain.contains("](") ? LINK.matcher(plain).replaceAll("$1") : plain;
      plain = plain.contains("][") ? REFERENCE.matcher(plain).replaceAll("$1") : plain;
    }
    plain = plain.indexOf('`') >= 0 ? CODE.matcher(plain).replaceAll("$1") : plain;
    if (plain.indexOf('*') >= 0 || plain.indexOf('_') >= 0) {
      plain = EMPHASIS.matcher(plain).replaceAll("$2");
      plain = STRONG.matcher(plain).replaceAll("$1$2");
      plain = EMPHASIS.matcher(plain).replaceAll("$2");
    }
    plain = plain.contains("~~") ? STRUCK.matcher(plain).replaceAll("$1") : plain;
    return escapes ? shown(plain) : plain;
  }

  /** An escaped sign hides among the private-use characters, which no cleaned text has. */
  private static String hidden(String line) {
    return ESCAPED
        .matcher(line)
        .replaceAll(m -> String.valueOf((char) (HIDDEN + m.group(1).charAt(0))));
  }

  private static String shown(String text) {
    return text.codePoints()
        .map(c -> c > HIDDEN && c < HIDDEN + 128 ? c - HIDDEN : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
