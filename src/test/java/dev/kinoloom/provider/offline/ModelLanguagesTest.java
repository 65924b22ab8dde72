package dev.kinoloom.provider.offline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelLanguagesTest {
  private static final ModelLanguages LANGUAGES = new ModelLanguages();

  @ParameterizedTest
  @ValueSource(strings = {"de", "fr", "es", "zh", "ja", "ar", "hi"})
  void articles_are_told_apart(String language) {
    assertThat(LANGUAGES.detect(Texts.in(language))).contains(language);
  }

  @ParameterizedTest
  @CsvSource({
    "How do tides work?,en",
    "Wie funktionieren Gezeiten?,de",
    "Comment fonctionnent les marées ?,fr",
    "Москва столица России,ru",
    "潮汐是怎么回事,zh"
  })
  void a_topic_is_enough(String topic, String language) {
    assertThat(LANGUAGES.detect(topic)).contains(language);
  }

  @Test
  void the_example_is_english_and_a_word_is_too_little() {
    assertThat(LANGUAGES.detect(Requests.example())).contains("en");
    assertThat(LANGUAGES.detect("tides")).isEmpty();
  }
}
