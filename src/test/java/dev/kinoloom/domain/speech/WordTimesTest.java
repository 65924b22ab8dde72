package dev.kinoloom.domain.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.Narration.Timing;
import dev.kinoloom.domain.Narration.WordTime;
import dev.kinoloom.provider.Tones;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WordTimesTest {
  private static final List<String> TWO_PHRASES = Wording.of("One two three four. Five six.");

  @Test
  void a_pause_in_the_sound_is_the_break_in_the_text() throws IOException {
    var times = WordTimes.aligned(TWO_PHRASES, "en", sound(1600, 400, 800));

    assertThat(times.timing()).isEqualTo(Timing.ALIGNED);
    assertThat(times.words().get(3).endMillis()).isCloseTo(1600, within(20));
    assertThat(times.words().get(4).startMillis()).isCloseTo(2000, within(20));
    assertThat(times.words().get(5).endMillis()).isCloseTo(2800, within(20));
  }

  @Test
  void a_pause_that_no_break_explains_is_passed_over() throws IOException {
    // a hesitation after 500 ms, the full stop after 1,700 ms
    var times = WordTimes.aligned(TWO_PHRASES, "en", sound(500, 120, 1080, 500, 800));

    assertThat(times.words().get(3).endMillis()).isCloseTo(1700, within(20));
    assertThat(times.words().get(4).startMillis()).isCloseTo(2200, within(20));
  }

  @Test
  void a_break_at_which_nobody_pauses_is_passed_over() throws IOException {
    var words = Wording.of("Yes, one two three four five six. Seven eight.");
    var times = WordTimes.aligned(words, "en", sound(2600, 400, 900));

    assertThat(times.words().get(6).endMillis()).isCloseTo(2600, within(20));
    assertThat(times.words().get(7).startMillis()).isCloseTo(3000, within(20));
  }

  @Test
  void many_words_without_a_pause_are_an_estimate_and_said_to_be_one() throws IOException {
    var words = Collections.nCopies(20, "word");

    assertThat(WordTimes.aligned(words, "en", sound(7000)).timing()).isEqualTo(Timing.ESTIMATED);
  }

  @Test
  void a_word_that_is_only_seen_has_no_length() throws IOException {
    var times = WordTimes.aligned(Wording.of("One – two 🎬"), "en", sound(900)).words();

    assertThat(times.get(1).startMillis()).isEqualTo(times.get(1).endMillis());
    assertThat(times.get(3)).isEqualTo(new WordTime("🎬", 900, 900));
  }

  @Test
  void an_engines_times_are_shifted_by_what_was_cut() {
    var said = List.of(new WordTime("a", 200, 500), new WordTime("b", 500, 910));

    assertThat(WordTimes.engine(List.of("a", "b"), said, 180, 720))
        .hasValue(
            new WordTimes(
                List.of(new WordTime("a", 20, 320), new WordTime("b", 320, 720)), Timing.ENGINE));
  }

  @Test
  void an_engines_times_that_cannot_be_true_are_not_believed() {
    var texts = List.of("a", "b");
    var a = new WordTime("a", 0, 400);

    assertThat(WordTimes.engine(texts, List.of(a), 0, 1000)).isEmpty();
    assertThat(WordTimes.engine(texts, List.of(), 0, 1000)).isEmpty();
    assertThat(WordTimes.engine(texts, List.of(a, new WordTime("b", 400, 1400)), 0, 1000))
        .isEmpty();
    assertThat(WordTimes.engine(texts, List.of(a, new WordTime("b", 50, 90)), 0, 1000)).isEmpty();
    assertThat(WordTimes.engine(texts, List.of(a, new WordTime("b", 500, 450)), 0, 1000)).isEmpty();
  }

  @Property(tries = 300)
  void times_are_in_order_and_inside_the_sound(
      @ForAll @Size(min = 1, max = 14) List<@IntRange(min = 20, max = 1500) Integer> spans,
      @ForAll @Size(min = 1, max = 30) List<@IntRange(max = 5) Integer> picks)
      throws IOException {
    var vocabulary = List.of("a", "thousand.", "–", "$3.50,", "🎬", "北京。");
    var words = picks.stream().map(vocabulary::get).toList();
    var sound = sound(spans.stream().mapToInt(Integer::intValue).toArray());

    var times = WordTimes.aligned(words, "en", sound).words();

    assertThat(times).extracting(WordTime::text).isEqualTo(words);
    int before = 0;
    for (WordTime word : times) {
      assertThat(word.startMillis()).isGreaterThanOrEqualTo(before);
      assertThat(word.endMillis()).isBetween(word.startMillis(), sound.millis());
      before = word.endMillis();
    }
  }

  @Test
  void silence_and_speech_of_an_unlikely_length_are_bad_output() throws IOException {
    var words = Wording.of("These are ten words that somebody says in three seconds.");

    SpeechCheck.check(words, "en", sound(1000, 200, 2000));
    assertBad(words, sound(0, 3000));
    assertBad(words, sound(300));
    assertBad(words, sound(30_000));
    assertBad(words, sound(0));
  }

  @Test
  void a_silent_scene_stands_as_long_as_it_takes_to_read() {
    var words = Wording.of("word ".repeat(50).strip());
    var narration = SilentReading.of(words, "en", 150);

    assertThat(narration.audio()).isNull();
    assertThat(narration.voice()).isEqualTo("none");
    assertThat(narration.timing()).isEqualTo(Timing.ESTIMATED);
    assertThat(narration.samples() / 48_000.0).isBetween(14.0, 24.0);
    assertThat(narration.words()).hasSize(50);
    assertThat(SilentReading.of(words, "en", 300).samples()).isLessThan(narration.samples());
    assertThat(SilentReading.of(List.of("Hi"), "en", 150).samples()).isEqualTo(96_000);
    assertThat(SilentReading.of(Wording.of("北京是中国的首都，历史悠久。"), "zh", 150).samples() / 48_000.0)
        .isBetween(3.0, 9.0);
  }

  private static void assertBad(List<String> words, Loudness sound) {
    assertThatThrownBy(() -> SpeechCheck.check(words, "en", sound))
        .isInstanceOfSatisfying(
            Failed.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.BAD_OUTPUT));
  }

  private static Loudness sound(int... millis) throws IOException {
    return Loudness.of(new ByteArrayInputStream(Tones.wav(8000, millis)));
  }
}
