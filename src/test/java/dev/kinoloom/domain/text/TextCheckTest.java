package dev.kinoloom.domain.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kinoloom.domain.Brief.Kind;
import dev.kinoloom.domain.Invalid;
import dev.kinoloom.domain.text.TextCheck.Checked;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextCheckTest {
  private static final String ARTICLE =
      """
      # The tides

      The sea rises and falls twice a day on most coasts. The Moon pulls the water on the near side
      more than it pulls the Earth. On the far side it pulls the water less, so a second bulge forms
      there. The Earth turns under both bulges once a day, and so a harbour passes two high tides.
      """;

  @Test
  void an_article_is_recognised_by_its_sentences() {
    var checked = check(ARTICLE, Kind.AUTO);
    assertThat(checked.kind()).isEqualTo(Kind.ARTICLE);
    assertThat(checked.title()).isEqualTo("The tides");
    assertThat(checked.words()).isBetween(60, 70);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"tides", "How do the tides work?", "潮汐", "المد والجزر", "e\u0301te\u0301"})
  void a_few_words_are_a_topic(String topic) {
    var checked = check(topic, Kind.AUTO);
    assertThat(checked.kind()).isEqualTo(Kind.TOPIC);
    assertThat(checked.words()).isPositive();
    assertThat(checked.title()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The Moon pulls the sea. A bulge of water forms under it. A second one forms far away.",
        "Die Flut kommt zweimal am Tag. Der Mond zieht das Wasser an.",
        "海水每天涨落两次。月球的引力使海水隆起。地球在下面转动。",
        """
        How to descale a kettle

        1. Fill it with vinegar
        2. Boil it once
        3. Let it stand for an hour
        4. Rinse it well
        """,
      })
  void two_whole_sentences_or_a_list_of_steps_are_an_article(String text) {
    assertThat(check(text, Kind.AUTO).kind()).isEqualTo(Kind.ARTICLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "How do the tides work? And what has the Moon to do with all of that?",
        "Tides, moons, and seas",
        "Dr. Smith and the U.S. Navy in a long and cold winter of war."
      })
  void questions_key_words_and_abbreviations_are_a_topic(String text) {
    assertThat(check(text, Kind.AUTO).kind()).isEqualTo(Kind.TOPIC);
  }

  @Test
  void one_sentence_is_an_article_when_it_is_called_one() {
    assertThat(check("The Moon pulls the sea.", Kind.ARTICLE).kind()).isEqualTo(Kind.ARTICLE);
    assertThatExceptionOfType(Invalid.class)
        .isThrownBy(() -> check("the tides and the Moon", Kind.ARTICLE))
        .withMessageContaining("whole sentence");
  }

  @Test
  void a_given_kind_stays() {
    assertThat(check(ARTICLE, Kind.SCRIPT).kind()).isEqualTo(Kind.SCRIPT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "   ", "\n\n\t", "\uFEFF", "…!?", "🚀🚀👨‍👩‍👧", "---", "***", "``` ```"})
  void a_text_that_says_nothing_is_refused(String nothing) {
    assertRefused(nothing.getBytes(StandardCharsets.UTF_8), "is empty");
  }

  @ParameterizedTest
  @ValueSource(ints = {20_001, 25_000, 100_000})
  void too_many_words_are_refused_with_the_count(int words) {
    var text = "word ".repeat(words).getBytes(StandardCharsets.UTF_8);
    assertRefused(text, "has %,d words; at most 20,000".formatted(words));
  }

  @Test
  void twenty_thousand_words_are_taken() {
    assertThat(
            check("Nine words make a sentence of some ordinary length. ".repeat(2_222), Kind.AUTO)
                .words())
        .isEqualTo(19_998);
  }

  @Test
  void more_bytes_than_any_such_text_has_are_not_even_read() {
    assertRefused(new byte[TextCheck.MAX_BYTES + 1], "bytes long");
  }

  @Test
  void too_many_chinese_words_are_refused_though_nothing_parts_them() {
    assertRefused("海水每天涨落两次。".repeat(5_000).getBytes(StandardCharsets.UTF_8), "25,000 words");
  }

  @Test
  void binary_data_is_refused() {
    var bytes = new byte[5_000];
    new Random(7).nextBytes(bytes);
    assertRefused(bytes, "is not UTF-8 text");
    assertRefused("text\0text".getBytes(StandardCharsets.UTF_8), "is binary data");
    assertRefused("%PDF-1.7 …".getBytes(StandardCharsets.UTF_8), "looks like a PDF");
    assertRefused("PK\u0003\u0004rest".getBytes(StandardCharsets.ISO_8859_1), "looks like a ZIP");
  }

  @Test
  void another_encoding_is_refused_with_the_place() {
    assertRefused("caf\u00e9 au lait".getBytes(StandardCharsets.ISO_8859_1), "byte 4");
  }

  @Test
  void utf_16_with_its_mark_and_utf_8_with_a_mark_are_read() {
    assertThat(checkBytes("\uFEFFthe tides".getBytes(StandardCharsets.UTF_16LE)).text())
        .isEqualTo("the tides");
    assertThat(checkBytes("\uFEFFthe tides".getBytes(StandardCharsets.UTF_8)).text())
        .isEqualTo("the tides");
  }

  @Test
  void one_word_is_no_article() {
    assertThatExceptionOfType(Invalid.class)
        .isThrownBy(() -> check("tides", Kind.ARTICLE))
        .withMessageContaining("1 word");
  }

  @Test
  void the_given_title_wins_and_long_ones_are_shortened_at_a_word() {
    assertThat(TextCheck.check(bytes(ARTICLE), Kind.AUTO, "Mine").title()).isEqualTo("Mine");
    assertThat(
            check("One two three four five six seven eight nine. ".repeat(20), Kind.AUTO).title())
        .isEqualTo("One two three four five six seven eight nine");
    assertThat(check("word ".repeat(30), Kind.AUTO).title())
        .isEqualTo("word ".repeat(8).strip() + "…");
  }

  private static Checked check(String text, Kind kind) {
    return TextCheck.check(bytes(text), kind, null);
  }

  private static Checked checkBytes(byte[] bytes) {
    return TextCheck.check(bytes, Kind.AUTO, null);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void assertRefused(byte[] bytes, String rule) {
    assertThatExceptionOfType(Invalid.class)
        .isThrownBy(() -> checkBytes(bytes))
        .withMessageContaining(rule)
        .satisfies(invalid -> assertThat(invalid.field()).isEqualTo("text"));
  }
}
