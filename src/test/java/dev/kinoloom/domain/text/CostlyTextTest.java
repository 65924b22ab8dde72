package dev.kinoloom.domain.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinoloom.domain.Brief.Kind;
import dev.kinoloom.domain.Invalid;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts as long as they may be, made to be dear: an answer comes soon, whatever it is. */
class CostlyTextTest {
  private static final String SAID =
      "Nine words make a sentence of some ordinary length. ".repeat(9);

  static Stream<String> texts() {
    var repeated = Stream.of("<p>x", "\r\n", ". ", "|\n", "![a](", "\u0301\u0323", "<h1>");
    var runs =
        Stream.of(
            "# a" + " ".repeat(1_900_000) + "b",
            ("![a](" + "b".repeat(2_500)).repeat(700),
            "```\n" + ".\n".repeat(900_000));
    return Stream.concat(repeated.map(one -> SAID + filled(one)), runs);
  }

  private static String filled(String one) {
    return one.repeat(1_990_000 / one.getBytes(StandardCharsets.UTF_8).length);
  }

  @ParameterizedTest
  @MethodSource("texts")
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void two_megabytes_take_less_than_five_seconds_of_a_processor(String text) {
    var threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    assertThat(answer(text, Kind.AUTO)).isPositive();
    assertThat(threads.getCurrentThreadCpuTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(5));
  }

  @Test
  void more_lines_than_words_could_stand_on_are_refused_before_each_is_read() {
    assertThatThrownBy(() -> PlainText.of("a\n".repeat(50_001), false))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("has 50,001 lines; at most 50,000 are read");
    assertThat(PlainText.of("\n".repeat(500_000) + "a", false)).isEqualTo("a");
  }

  /** Words of what is taken, or the length of the refusal. */
  private static int answer(String text, Kind kind) {
    try {
      return TextCheck.check(text.getBytes(StandardCharsets.UTF_8), kind, null).words();
    } catch (Invalid refused) {
      return refused.rule().length();
    }
  }

  @Test
  void four_times_the_lines_take_about_four_times_as_long_not_sixteen() {
    long once = nanos(".\n".repeat(50_000));
    long four = nanos(".\n".repeat(200_000));
    assertThat(four).isLessThan(10 * once + TimeUnit.MILLISECONDS.toNanos(500));
  }

  private static long nanos(String lines) {
    long start = System.nanoTime();
    assertThat(Blocks.of(lines)).hasSize(1);
    return System.nanoTime() - start;
  }

  @Test
  void a_sentence_says_something() {
    assertThat(Sentences.of(". ".repeat(500_000) + "The end. It came.", "en")).hasSize(2);
  }

  @Test
  void heaps_of_marks_are_cut_before_they_are_put_in_order() {
    assertThat(Letters.clean("a" + "\u0301\u0323".repeat(200_000))).hasSizeLessThan(8);
  }

  @Test
  void a_closed_heading_loses_its_closing() {
    assertThat(PlainText.of("## Tides ##  \n\nRise.", false)).isEqualTo("## Tides\n\nRise.");
  }
}
