package dev.kinoloom.domain.text;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "don't re-use 1,234.5 things | 4",
        "e\u0301te\u0301 | 1",
        "المد والجزر | 2",
        "हिन्दी में | 2",
        "海水每天涨落两次 | 5",
        "海は満ち引き | 3",
        "ทะเลขึ้นลง | 2",
        "Hello 世界地图 | 4",
        "... – ? | 0",
      })
  void counts_what_is_said_as_words(String text, int count) {
    assertThat(Words.count(text)).isEqualTo(count);
  }

  @Test
  void gives_words_as_written() {
    assertThat(Words.of("Don’t stop: 1.5 m (海水)."))
        .containsExactly("Don’t", "stop", "1.5", "m", "海", "水");
  }

  @Property
  void every_text_with_a_letter_has_a_word(@ForAll String any) {
    boolean written = any.codePoints().anyMatch(Character::isLetterOrDigit);
    assertThat(!written || Words.count(any) > 0).isTrue();
  }
}
