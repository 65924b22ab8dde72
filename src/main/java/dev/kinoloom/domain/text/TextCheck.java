package dev.kinoloom.domain.text;

import dev.kinoloom.domain.Brief;
import dev.kinoloom.domain.Brief.Kind;
import dev.kinoloom.domain.Invalid;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What can be told of a text before anything is started: it is text, it is not too long, how it is
 * read, what it is called. Pure, so that it is asked both when a job is handed in and when it runs.
 */
public final class TextCheck {
  /** Longer files are not even read. */
  public static final int MAX_BYTES = 2 * 1024 * 1024;

  private static final int MAX_TOPIC_WORDS = 200;
  private static final int ARTICLE_WORDS = 10;
  private static final int ARTICLE_SENTENCES = 2;
  private static final int STEPS = 3;
  private static final int WORDS_OF_A_SENTENCE = 3;
  private static final String ENDS = ".!…。！۔।";
  private static final String CLOSERS = "\"'”’»)]』」";

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
    boolean mayBeArticle = kind == Kind.AUTO || kind == Kind.ARTICLE;
    var blocks = mayBeArticle ? Blocks.ofArticle(text) : List.<Block>of();
    var read = kind == Kind.AUTO ? recognise(blocks, words) : kind;
    refuseTooLittle(blocks, read, words);
    return new Checked(text, read, words, called(title, text, blocks, read));
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

  private static String called(@Nullable String title, String text, List<Block> blocks, Kind kind) {
    if (title != null && !title.isBlank()) {
      return Titles.given(title);
    }
    return switch (kind) {
      case ARTICLE -> Titles.ofArticle(blocks);
      case SCRIPT -> Titles.ofScript(text);
      default -> Titles.ofTopic(text);
    };
  }

  /** Two whole sentences tell something, and so does a list of steps; a question asks for it. */
  private static Kind recognise(List<Block> blocks, int words) {
    if (words > MAX_TOPIC_WORDS) {
      return Kind.ARTICLE;
    }
    boolean told =
        words >= ARTICLE_WORDS
            && (sentences(blocks).filter(TextCheck::isTold).limit(ARTICLE_SENTENCES).count()
                    == ARTICLE_SENTENCES
                || blocks.stream().anyMatch(TextCheck::hasSteps));
    return told ? Kind.ARTICLE : Kind.TOPIC;
  }

  private static boolean isTold(String sentence) {
    return endsTold(sentence) && Words.count(sentence) >= WORDS_OF_A_SENTENCE;
  }

  static boolean endsTold(String sentence) {
    int end = sentence.length();
    while (end > 0 && CLOSERS.indexOf(sentence.charAt(end - 1)) >= 0) {
      end--;
    }
    return end > 0 && ENDS.indexOf(sentence.charAt(end - 1)) >= 0;
  }

  private static boolean hasSteps(Block block) {
    return block instanceof Block.Listing listing
        && listing.items().size() >= STEPS
        && listing.items().stream().mapToInt(Words::count).sum()
            >= WORDS_OF_A_SENTENCE * listing.items().size();
  }

  /** The language isn't known yet; the ends of sentences are much the same in all. */
  private static Stream<String> sentences(List<Block> blocks) {
    return blocks.stream()
        .flatMap(
            block ->
                block instanceof Block.Paragraph paragraph
                    ? Sentences.in(paragraph.text(), "en")
                    : block instanceof Block.Listing listing
                        ? listing.items().stream()
                        : Stream.<String>empty());
  }

  private static boolean isTooLittle(List<Block> blocks) {
    return sentences(blocks).limit(2).count() < 2 && sentences(blocks).noneMatch(TextCheck::isTold);
  }

  private static void refuseTooLittle(List<Block> blocks, Kind kind, int words) {
    if (kind == Kind.ARTICLE && isTooLittle(blocks)) {
      throw new Invalid(
          "text",
          "is no article (%d %s): an article has at least one whole sentence, with its full stop"
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
