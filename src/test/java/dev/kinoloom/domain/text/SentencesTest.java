package dev.kinoloom.domain.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SentencesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Dr. Smith met Mrs. Jones at 5 p.m. Monday in St. Louis.",
        "It costs 3.5 million, i.e. a lot, vs. 2.25 before.",
        "J. R. R. Tolkien wrote it.",
        "The U.S. Navy and Acme Inc. Canada signed No. 7 on Jan. 5.",
        "\"Really?\" he asked.",
        "Wait... what is that?",
        "He used version 2.0.1 of example.org today.",
        "The ratio (see p. 12) was fixed.",
        "O'Brien et al. expect 5 ft. of snow incl. Monday at St. Paul.",
      })
  void no_cut_within_a_sentence(String sentence) {
    assertThat(Sentences.of(sentence, "en")).containsExactly(sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | It was 1990. Then it ended. | 2",
        "en | \"It is late.\" She left. | 2",
        "en | He lives in the U.S. The city is big. | 2",
        "en | They came at 6 p.m. The ship had left. | 2",
        "en | Really?! Yes. No! | 3",
        "en | It ended (at last). We left. | 2",
        "en | Vitamin C. It helps. | 2",
        "en | He said No. The ship left. | 2",
        "en | Heat it to 25–28 °C. Metal spoons do no harm. | 2",
        "en | It runs at 5 V. Batteries last long. | 2",
        "en | It is on Main St. The house is old. | 2",
        "en | Boxes, ropes, etc. Cranes lift them. | 2",
        "en | So wrote Smith et al. The rest is known. | 2",
        "de | Am 3. Oktober 1990 war es z. B. so weit. Die Mauer war weg. | 2",
        "de | Das kostet 2,5 Mio. Euro bzw. mehr. Dr. Meier zahlt. | 2",
        "fr | M. Dupont est venu. « Bonjour ! » dit-il. | 2",
        "es | ¿Qué es? ¡Nada! El Sr. López lo sabe. | 3",
        "zh | 海水每天涨落两次。月球的引力使海水隆起！真的吗？“是的。”他说。 | 5",
        "ja | 海は満ち引きします。月が引くからです。 | 2",
        "ar | هل البحر يرتفع؟ نعم. إنه القمر. | 3",
        "hi | समुद्र उठता है। फिर गिरता है। | 2",
      })
  void cuts_at_the_ends(String language, String text, int count) {
    assertThat(Sentences.of(text, language)).hasSize(count);
  }

  @Test
  void tells_after_which_words_a_sentence_ends() {
    var words =
        List.of("Dr.", "Smith", "left", "at", "7", "a.m.", "sharp.", "“Why?”", "No", "sign");
    assertThat(Sentences.endsAfter(words, i -> true, "en")).hasToString("{6, 7}");
    assertThat(Sentences.endsAfter(List.of("月", "落。", "日", "升。"), i -> false, "zh"))
        .hasToString("{1, 3}");
    assertThat(Sentences.endsAfter(List.of(), i -> true, "en").isEmpty()).isTrue();
  }

  @Test
  void nothing_has_no_sentences() {
    assertThat(Sentences.of("  ", "en")).isEmpty();
    assertThat(Sentences.of("no end", "en")).isEqualTo(List.of("no end"));
  }

  @Property
  void the_sentences_together_are_the_text(@ForAll String any) {
    var together = String.join("", Sentences.of(any, "de")).replaceAll("[\\s\\p{Z}\\p{Cc}]", "");
    assertThat(together).isEqualTo(any.replaceAll("[\\s\\p{Z}\\p{Cc}]", ""));
  }
}
