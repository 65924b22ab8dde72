package dev.kinoloom.provider.ffmpeg;

/** Text in libass' notation: whatever it holds, it is drawn and never obeyed. */
final class AssText {
  /** Invisible; parts a backslash from what would make a command of it. */
  private static final char WORD_JOINER = '\u2060';

  private AssText() {}

  /** {@code text}: a word or several, on one line. */
  static String escaped(String text) {
    var out = new StringBuilder();
    text.chars()
        .forEach(
            c -> {
              switch (c) {
                case '\\' -> out.append('\\').append(WORD_JOINER);
                case '{' -> out.append("\\{");
                case '}' -> out.append("\\}");
                case '\n', '\r', '\t' -> out.append(' ');
                default -> out.append((char) c);
              }
            });
    return out.toString();
  }
}
