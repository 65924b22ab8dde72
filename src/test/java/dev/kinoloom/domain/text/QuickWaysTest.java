package dev.kinoloom.domain.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.domain.Invalid;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Most texts are plain and are read in a quick way: with the answers of the plain way. */
class QuickWaysTest {
  private static final List<String> PIECES =
      List.of(
          "Two whole words end here. ",
          "word ",
          "\n",
          "\n\n",
          "\n\n\n",
          "  ",
          "# ",
          "- ",
          "1. ",
          "> ",
          "```\n",
          "~~gone~~ ",
          "`code` ",
          "**bold** ",
          "_i_ ",
          "*a_b* ",
          "\\*",
          "\\",
          "[a](b) ",
          "![p](q) ",
          "[^1]",
          "[t][r] ",
          "[x]: y",
          "| a |",
          "===\n",
          "---\n",
          "<p>",
          "&amp;",
          "“q” ",
          "é",
          "e\u0301",
          "日本語。",
          "\u0301\u0301\u0301\u0301\u0301",
          "ไทย ",
          "\u200d",
          "3.5 ",
          "don't ",
          "...",
          "Dr. Who ");

  private static final List<Pattern> SIGNED =
      List.of(
          Markdown.FENCE,
          Markdown.QUOTE,
          Markdown.HEADING,
          Markdown.UNDERLINE,
          Markdown.BULLET,
          Markdown.NUMBERED,
          Markdown.TABLE,
          Markdown.LINK_TARGET);

  @Provide
  Arbitrary<String> texts() {
    return Combinators.combine(
            Arbitraries.of(PIECES).list().ofMaxSize(40), Arbitraries.strings().ofMaxLength(6))
        .as((pieces, any) -> String.join("", pieces) + any);
  }

  /** With a formatting character before it, which goes, no text is plain. */
  @Property
  void letters_are_cleaned_the_same_whatever_stands_beside_them(@ForAll("texts") String text) {
    assertThat(Letters.clean(text)).isEqualTo(Letters.clean("\u2060" + text));
  }

  @Property
  void a_line_of_prose_is_none_of_the_lines_that_begin_with_a_sign(@ForAll("texts") String text) {
    Letters.clean(text)
        .lines()
        .filter(line -> !line.isBlank() && Markdown.isProse(line))
        .forEach(line -> assertThat(SIGNED).noneMatch(sign -> sign.matcher(line).lookingAt()));
  }

  @Property
  void emphasis_is_found_where_looking_behind_first_finds_it(@ForAll("texts") String text) {
    var before = "(?<![\\w*])([*_])(?=[^\\s*_])([^*_]{1,300}?)(?<=\\S)\\1(?![\\w*])";
    assertThat(Markdown.EMPHASIS.matcher(text).replaceAll("<$2>"))
        .isEqualTo(text.replaceAll(before, "<$2>"));
  }

  @Property
  void a_title_loses_the_signs_at_its_end(@ForAll("texts") String text) {
    var line = Letters.clean(text).replace('\n', ' ');
    assertThat(Titles.withoutPunctuation(line))
        .isEqualTo(line.replaceFirst("[\\p{Punct}\\s]+$", ""));
    assertThat(Titles.withoutStop(line)).isEqualTo(line.replaceFirst("[.。]$", ""));
  }

  @Property
  void a_sentence_is_told_when_it_ends_with_a_stop(@ForAll("texts") String text) {
    assertThat(TextCheck.endsTold(text)).isEqualTo(text.matches("(?s).*[.!…。！۔।][\"'”’»)\\]』」]*"));
  }

  @Property
  void bytes_are_text_when_they_are_strictly_utf_8(@ForAll byte[] any, @ForAll String text) {
    for (var bytes : List.of(any, text.getBytes(StandardCharsets.UTF_8))) {
      assertThat(answer(() -> Decoding.utf8(bytes, 0)))
          .isEqualTo(answer(() -> Decoding.strictly(StandardCharsets.UTF_8, bytes, 0)));
    }
  }

  private static String answer(Supplier<String> reading) {
    try {
      return reading.get();
    } catch (Invalid refused) {
      return refused.rule();
    }
  }

  @Test
  void letters_and_parts_of_words_are_those_of_unicode() {
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      int type = Character.getType(c);
      boolean mark = type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
      boolean letter = Character.isLetterOrDigit(c);
      assertThat(Words.isLetterOrDigit(c)).isEqualTo(letter);
      assertThat(Words.isPartOfWord(c)).isEqualTo(letter || mark || c == 0x200c || c == 0x200d);
    }
  }

  @Property
  void a_sentence_ends_with_the_sign_of_some_writing(@ForAll char any) {
    assertThat(Sentences.isEnd(any)).isEqualTo(".!?…؟۔։።。！？｡।॥".indexOf(any) >= 0);
  }
}
