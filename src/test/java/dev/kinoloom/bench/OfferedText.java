package dev.kinoloom.bench;

/** Articles of about a kilobyte, each another. */
public final class OfferedText {
  private OfferedText() {}

  public static String of(int number) {
    var text = new StringBuilder(1_100);
    for (int i = 0; text.length() < 1_000; i++) {
      text.append("Number ")
          .append(number)
          .append(" of the trains that left on that day needed about ")
          .append(1_000 + i)
          .append(" metres to come to a stop. ");
    }
    return text.toString();
  }
}
