package dev.kinoloom.bench;

/** Articles of about a kilobyte, each another. */
public final class OfferedText {
  private static final String SENTENCE =
      "Number %d of the trains that left on that day needed about %d metres to come to a stop. ";

  private OfferedText() {}

  public static String of(int number) {
    var text = new StringBuilder();
    for (int i = 0; text.length() < 1_000; i++) {
      text.append(SENTENCE.formatted(number, 1_000 + i));
    }
    return text.toString();
  }
}
