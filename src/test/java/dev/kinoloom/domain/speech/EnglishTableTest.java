package dev.kinoloom.domain.speech;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class EnglishTableTest {
  @ParameterizedTest
  @CsvFileSource(
      resources = "/speech/english-readings.txt",
      delimiter = '|',
      quoteCharacter = '`',
      maxCharsPerColumn = 500)
  void is_read_as_a_person_would(String written, String spoken) {
    assertThat(EnglishReading.of(written).spoken()).isEqualTo(spoken);
  }
}
