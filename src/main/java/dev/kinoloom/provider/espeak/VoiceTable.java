package dev.kinoloom.provider.espeak;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what {@code espeak-ng --voices} prints. */
final class VoiceTable {
  private static final Pattern ROW =
      Pattern.compile("\\s*(\\d+)\\s+(\\S+)\\s+\\S+\\s+(\\S+)\\s+(\\S+)\\s*(.*)");
  private static final Pattern OTHER = Pattern.compile("\\(([A-Za-z0-9-]+) \\d+\\)");
  private static final Pattern NAME = Pattern.compile("[a-z]{2,3}(-[a-z0-9]{1,16}){0,4}");

  /** Names that others know a language by. */
  private static final Map<String, String> ALSO = Map.of("nb", "no", "cmn", "zh", "fil", "tl");

  private VoiceTable() {}

  /**
   * A voice.
   *
   * @param name by which espeak-ng takes it
   * @param languages that it speaks
   * @param priority the lower the better
   */
  record Row(String name, List<String> languages, int priority) {}

  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /** The plain voice of a language before its dialects; American English before British. */
  static List<Row> read(String printed) {
    return printed
        .lines()
        .map(ROW::matcher)
        .filter(Matcher::matches)
        .filter(row -> isName(row.group(2).toLowerCase(Locale.ROOT)))
        .filter(row -> !row.group(4).startsWith("mb/"))
        .map(VoiceTable::row)
        .sorted(
            Comparator.comparing((Row row) -> row.name().contains("-"))
                .thenComparing(row -> !row.name().equals("en-us"))
                .thenComparing(Row::priority)
                .thenComparing(Row::name))
        .toList();
  }

  private static Row row(Matcher row) {
    String name = row.group(2).toLowerCase(Locale.ROOT);
    var languages = new ArrayList<>(List.of(name));
    String also = ALSO.get(name);
    if (also != null) {
      languages.add(also);
    }
    Matcher other = OTHER.matcher(row.group(5));
    while (other.find()) {
      languages.add(other.group(1).toLowerCase(Locale.ROOT));
    }
    return new Row(name, List.copyOf(languages), Integer.parseInt(row.group(1)));
  }
}
