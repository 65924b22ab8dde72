package dev.kinoloom.domain.text;

import dev.kinoloom.domain.Brief;
import dev.kinoloom.domain.Brief.Kind;
import dev.kinoloom.domain.Invalid;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What can be told of a text before anything is started: it is text, it is not too long, how it is
 * read, what it is called. Pure, so that it is asked both when a job is handed in and when it runs.
 */
public final class TextCheck {
  /** Longer files are not even read. */
  public static final int MAX_BYTES = 2 * 1024 * 1024;

  private static final int MAX_TOPIC_WORDS = 200;
  private static final int ARTICLE_WORDS = 40;
  private static final int ARTICLE_SENTENCES = 3;

  private TextCheck() {}

  /**
   * A text that may become a video.
   *
   * @param text in plain form: NFC, paragraphs parted by an empty line, headings as {@code # …},
   *     items as {@code - …}
   * @param kind TOPIC, ARTICLE or SCRIPT
   * @param words counted in the plain form, 1 to {@value Brief#MAX_WORDS}
   * @param title given, or found; never empty
   */
  public record Checked(String text, Kind kind, int words, String title) {}

  /**
   * Reads {@code bytes} as {@code kind}; {@code title} null = to be found. Throws {@link Invalid}
   * on {@code text} when they are empty, binary, too long, or too little for what they are called.
   */
  public static Checked check(byte[] bytes, Kind kind, @Nullable String title) {
    refuseSize(bytes.length);
    var text = PlainText.of(Decoding.decode(bytes), kind == Kind.SCRIPT);
    int words = Words.count(text);
    refuseCount(words);
    var read = kind == Kind.AUTO ? recognise(text, words) : kind;
    refuseTooLittle(text, read, words);
    return new Checked(text, read, words, Titles.find(title, text, read));
  }

  /**
   * The text in {@code bytes}: UTF-8, or UTF-16 that says so by its first two bytes. Throws {@link
   * Invalid} on {@code text} when it is none, saying what it looks like.
   */
  public static String decode(byte[] bytes) {
    return Decoding.decode(bytes);
  }

  /** Throws {@link Invalid} when a text of so many bytes is not worth reading. */
  public static void refuseSize(long bytes) {
    if (bytes > MAX_BYTES) {
      throw new Invalid(
          "text",
          "is %,d bytes long; at most %,d are read (%,d words)"
              .formatted(bytes, MAX_BYTES, Brief.MAX_WORDS));
    }
  }

  private static void refuseCount(int words) {
    if (words == 0) {
      throw new Invalid("text", "is empty; give a topic, an article or a script");
    }
    if (words > Brief.MAX_WORDS) {
      throw new Invalid(
          "text",
          String.format(
              Locale.ROOT,
              "has %,d words; at most %,d are taken, so shorten it or make several videos",
              words,
              Brief.MAX_WORDS));
    }
  }

  private static Kind recognise(String text, int words) {
    boolean told = words >= ARTICLE_WORDS && sentences(text) >= ARTICLE_SENTENCES;
    return told || words > MAX_TOPIC_WORDS ? Kind.ARTICLE : Kind.TOPIC;
  }

  /** The language isn't known yet; the ends of sentences are much the same in all. */
  private static int sentences(String text) {
    return Blocks.ofArticle(text).stream().mapToInt(TextCheck::sentences).sum();
  }

  private static int sentences(Block block) {
    if (block instanceof Block.Paragraph paragraph) {
      return Sentences.of(paragraph.text(), "en").size();
    }
    return block instanceof Block.Listing listing ? listing.items().size() : 0;
  }

  private static void refuseTooLittle(String text, Kind kind, int words) {
    if (kind == Kind.ARTICLE && sentences(text) < 2) {
      throw new Invalid(
          "text",
          "is no article (%d %s): an article has at least two sentences"
              .formatted(words, words == 1 ? "word" : "words"));
    }
    if (kind == Kind.TOPIC && words > MAX_TOPIC_WORDS) {
      throw new Invalid(
          "text",
          "is too long for a topic: %d words, at most %d; is it an article?"
              .formatted(words, MAX_TOPIC_WORDS));
    }
  }
}
