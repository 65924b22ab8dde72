package dev.kinoloom.domain.speech;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.domain.speech.EnglishReading.Word;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnglishReadingTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Hello, world!|hello, world!",
        "It’s the “café” – naïve Ærø.|it's the cafe, naive aero.",
        "It costs $3.50.|it costs three dollars and fifty cents.",
        "$1 or €2 or £1.01|one dollar or two euros or one pound and one penny",
        "$3.5 million, US$40bn|three point five million dollars, forty billion dollars",
        "5€ and 25% of 1,500,000|five euros and twenty five percent of one million five hundred"
            + " thousand",
        "in 1999 and since 2005 (1776)|in nineteen ninety nine and since two thousand five"
            + " seventeen seventy six,",
        "1500 people in 1900|one thousand five hundred people in nineteen hundred",
        "the 1990s, the '80s|the nineteen nineties, the eighties",
        "1914–1918, 2020-21|nineteen fourteen to nineteen eighteen, twenty twenty to twenty one",
        "10–20 km, 5km, 1 km/h|ten to twenty kilometers, five kilometers, one kilometer per hour",
        "at 10:30 or 10:05 or 9:00|at ten thirty or ten oh five or nine o'clock",
        "3:1 and 1/2 and 3/4|three to one and one half and three quarters",
        "2024-05-17 is the 23rd|may seventeenth twenty twenty four is the twenty third",
        "−5 °C, 20°C, ~30|minus five degrees celsius, twenty degrees celsius, about thirty",
        "3.14 or .5 or 007|three point one four or zero point five or zero zero seven",
        "v1.2.3|v one point two point three",
        "Dr. Smith vs. Mr. Jones, etc.|doctor smith versus mister jones, et cetera.",
        "HTTP, NASA and CO2|h t t p, nasa and c o two",
        "URLs and USA's|u r l's and u s ay's",
        "see https://example.com/a_b|see example dot com ay b",
        "a@b.org & C++ = 1|ay at b dot org and c plus plus equals one",
        "AC/DC and/or well-known|ay c d c and or well known",
        "e.g. this, i.e. that|for example this, that is that",
        "wait… what?!|wait. what?",
        "(in brackets) [and] these|in brackets, and, these",
        "\"rm -rf\"; $(touch x) `id` %s \\n|rm rf, dollars touch x, id percent s backslash n",
        "<speak>hi</speak>|speak hi speak",
        "3 × 4 = 12|three times four equals twelve",
        "WARNING NEVER MIX THESE TWO|warning never mix these two",
        "m² and 10 m²|m squared and ten square meters",
        "JavaScript and FFmpeg|java script and ffmpeg",
      })
  void is_read_as_a_person_would(String written, String spoken) {
    assertThat(EnglishReading.of(written).spoken()).isEqualTo(spoken);
  }

  @Test
  void a_written_word_keeps_what_is_said_for_it() {
    assertThat(EnglishReading.of("$3.5 million 🎬 –").words())
        .extracting(Word::written, word -> String.join(" ", word.spoken()), Word::pause)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("$3.5", "three point five", ""),
            org.assertj.core.groups.Tuple.tuple("million", "million dollars", ""),
            org.assertj.core.groups.Tuple.tuple("🎬", "", ","),
            org.assertj.core.groups.Tuple.tuple("–", "", ""));
  }

  @Test
  void letters_of_another_script_are_named_not_guessed() {
    var reading = EnglishReading.of("Beijing (北京) and Москва e\u0301t\u00e9 🎬");

    assertThat(reading.unreadable()).containsExactly("(北", "京)", "Москва");
    assertThat(reading.spoken()).isEqualTo("beijing and ete");
  }

  @Test
  void sentences_end_where_the_voice_falls() {
    assertThat(EnglishReading.of("One. Two? Three! Four 🎬").sentences())
        .extracting(EnglishReading::spoken)
        .containsExactly("one.", "two?", "three!", "four");
    assertThat(EnglishReading.of("One. 🎬").sentences()).hasSize(1);
    assertThat(EnglishReading.of("  ").sentences()).isEmpty();
  }

  @Property
  void nothing_but_plain_words_reaches_an_engine(@ForAll @StringLength(max = 60) String text) {
    var reading = EnglishReading.of(text);

    assertThat(reading.spoken()).matches("[a-z' ,.?!]*");
    assertThat(reading.words().stream().map(Word::written).collect(Collectors.joining()))
        .isEqualTo(String.join("", Wording.of(text)));
  }

  @Property
  void every_number_is_said(@ForAll @IntRange(min = 0) int number) {
    assertThat(EnglishReading.of("n " + number).spoken()).matches("n( [a-z]+)+");
    assertThat(EnglishReading.of("%,d".formatted(number)).spoken()).matches("[a-z ]+");
  }
}
