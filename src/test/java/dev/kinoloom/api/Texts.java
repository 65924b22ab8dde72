package dev.kinoloom.api;

/** Texts to ask videos of. */
public final class Texts {
  public static final String ARTICLE =
      """
      Trains need a long way to stop. A freight train of 4,000 tonnes at 100 km/h needs about 1,000 metres. \
      The reason is the contact between wheel and rail, which is only as big as a thumbnail. \
      Steel on steel has little friction, which saves energy while the train rolls and costs distance when it brakes. \
      Engineers therefore give trains signals that stand far ahead of every danger, and computers that brake by themselves.
      """;

  private Texts() {}

  /** A text of so many words, in sentences of ten. */
  public static String words(int count) {
    var text = new StringBuilder();
    for (int i = 1; i <= count; i++) {
      text.append("word").append(i % 10 == 0 ? ". " : " ");
    }
    return text.toString();
  }
}
