package dev.kinoloom.domain.speech;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class WordingTest {
  @Test
  void words_keep_their_punctuation() {
    assertThat(Wording.of(" “Hello,” she\nsaid – twice. "))
        .containsExactly("“Hello,”", "she", "said", "–", "twice.");
  }

  @Test
  void writing_without_spaces_is_cut_by_characters_or_dictionary() {
    assertThat(Wording.of("你好,Vert.x 5世界。")).containsExactly("你", "好,", "Vert.x", "5", "世", "界。");
    assertThat(Wording.of("東京タワー")).containsExactly("東", "京", "タ", "ワー");
    assertThat(Wording.of("สวัสดีชาวโลก")).hasSizeGreaterThan(1);
  }

  @Test
  void nothing_has_no_words() {
    assertThat(Wording.of(" \n ")).isEmpty();
  }

  @Property
  void nothing_is_lost_but_spaces(@ForAll String text) {
    assertThat(String.join("", Wording.of(text)).replaceAll("[\\s\\u00a0\\u3000]", ""))
        .isEqualTo(text.replaceAll("[\\s\\u00a0\\u3000]", ""));
    assertThat(Wording.of(text)).doesNotContain("");
  }
}
