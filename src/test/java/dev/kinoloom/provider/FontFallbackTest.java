package dev.kinoloom.provider;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FontFallbackTest {
  @ParameterizedTest
  @CsvSource({
    "数据, SC",
    "データ数, JP",
    "かな, JP",
    "데이터 數, KR",
    "かな 데이터, JP",
    "'Data, Δεδομένα', ''",
    "'', ''",
  })
  void whose_shapes_chinese_characters_take_is_said_by_the_letters_around_them(
      String text, String region) {
    assertThat(FontFallback.region(text)).isEqualTo(region);
  }
}
