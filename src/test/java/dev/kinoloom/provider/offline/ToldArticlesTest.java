package dev.kinoloom.provider.offline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.domain.Brief.Kind;
import dev.kinoloom.domain.Script;
import dev.kinoloom.domain.Script.Scene;
import dev.kinoloom.domain.text.Block;
import dev.kinoloom.domain.text.Blocks;
import dev.kinoloom.domain.text.Sentences;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Articles of three kinds as they are told in a quarter of a minute up to one and a half. */
class ToldArticlesTest {
  /** What each article makes known by an "a" before it says "the". */
  private static final Map<String, Set<String>> MADE_KNOWN =
      Map.of(
          "science", Set.of("pond", "ridge", "rubble", "wave", "lake"),
          "history", Set.of("arms", "bankers", "line", "message", "operator"),
          "howto", Set.of("jar", "yeast", "bubbles", "line"));

  private static final Pattern POINTS_BACK =
      Pattern.compile(
          "(?:It|He|She|They|This|That|These|His|Their|But|And|However|So|Then|Because)\\b.*",
          Pattern.DOTALL);

  static Stream<Arguments> articles() {
    return Stream.of("science", "history", "howto")
        .flatMap(name -> Stream.of(15, 30, 60, 90).map(seconds -> Arguments.of(name, seconds)));
  }

  @ParameterizedTest
  @MethodSource("articles")
  void takes_the_wanted_time(String name, int seconds) {
    assertThat(Requests.seconds(told(name, seconds))).isBetween(0.8 * seconds, 1.1 * seconds);
  }

  @ParameterizedTest
  @MethodSource("articles")
  void every_sentence_is_a_whole_one_of_the_source_with_its_numbers(String name, int seconds) {
    var source = sourceSentences(name);
    for (var scene : told(name, seconds).scenes()) {
      assertThat(source).containsAll(sentences(scene.narration()));
    }
  }

  @ParameterizedTest
  @MethodSource("articles")
  void nothing_is_called_the_that_was_not_named_before(String name, int seconds) {
    var script = told(name, seconds);
    var words =
        List.of((script.title() + " " + said(script)).toLowerCase(Locale.ROOT).split("\\W+", -1));
    var known = new HashSet<String>();
    for (int i = 0; i < words.size(); i++) {
      var word = words.get(i);
      if (i > 0
          && words.get(i - 1).equals("the")
          && MADE_KNOWN.getOrDefault(name, Set.of()).contains(word)) {
        assertThat(known).as("before “the %s”: %s", word, said(script)).contains(singular(word));
      }
      known.add(singular(word));
    }
  }

  @ParameterizedTest
  @MethodSource("articles")
  void the_close_stands_alone(String name, int seconds) {
    var sentences = sentences(said(told(name, seconds)));
    var close = sentences.get(sentences.size() - 1);
    assertThat(close).doesNotMatch(POINTS_BACK).endsWith(".").doesNotEndWith("..");
    assertThat(close).doesNotContain("O'Brien", "doubts", "hard not to smile");
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 20, 30, 45, 60, 75, 90, 120})
  void what_leans_on_a_sentence_comes_with_it_or_not_at_all(int seconds) {
    var science = said(told("science", seconds));
    assertFollows(science, "Prof. O'Brien et al. expect 7,000", "an increase of 49%. ");
    assertFollows(science, "It warms in the sun", "A small pond forms first. ");
    assertFollows(science, "It had cost $1.5m", "within 90 minutes. ");
    assertThat(science).doesNotContain("doubts it");
    var history = said(told("history", seconds));
    assertThat(history).doesNotContain("hard not to smile", "We have abolished");
    assertFollows(history, "Nothing had ever carried", "in four minutes. ");
    assertFollows(history, "Fog stopped it", "The system had limits. ");
    assertFollows(history, "Fog did not stop", "could cut. ");
    assertFollows(history, "He slipped", "at Tours in 1834. ");
    assertFollows(history, "He was 41", "at a hotel in Paris. ");
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 90, 120})
  void a_how_to_tells_its_steps_in_order_and_skips_none(int seconds) {
    var said = said(told("howto", seconds));
    assertThat(said)
        .contains(
            "On day 1, mix 50 g of flour with 50 g of water in the jar. Cover the jar and leave it in a"
                + " warm place for 24 hours. On day 2, look for bubbles and stir once.");
    assertFollows(said, "From day 3 to day 7", "stir once. ");
    assertFollows(said, "Don't give up.", "is taking over. ");
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 30, 60, 90})
  void code_links_and_addresses_are_not_said(int seconds) {
    assertThat(said(told("howto", seconds)))
        .doesNotContain("http", "See for", "26.5", "temp", "**", "](");
  }

  private static void assertFollows(String said, String sentence, String before) {
    int at = said.indexOf(sentence);
    if (at >= 0) {
      assertThat(said.substring(0, at)).endsWith(before);
    }
  }

  private static Script told(String name, int seconds) {
    return ArticleScript.of(Requests.of(text(name), Kind.ARTICLE, "en", seconds));
  }

  private static String said(Script script) {
    return script.scenes().stream().map(Scene::narration).collect(Collectors.joining(" "));
  }

  private static List<String> sentences(String text) {
    return Sentences.of(text, "en");
  }

  /** With the fragments of a list as one sentence after what announces them. */
  private static Set<String> sourceSentences(String name) {
    var sentences = new HashSet<String>();
    var announcement = "";
    for (var block : Blocks.of(Requests.of(text(name), Kind.ARTICLE, "en", 60).text())) {
      if (block instanceof Block.Paragraph paragraph) {
        var own = sentences(paragraph.text());
        sentences.addAll(own);
        announcement = own.get(own.size() - 1);
      } else if (block instanceof Block.Listing listing) {
        sentences.addAll(listing.items());
        sentences.add(announcement + " " + String.join(", ", listing.items()) + ".");
      }
    }
    return sentences;
  }

  private static String singular(String word) {
    return word.replaceFirst("s$", "");
  }

  private static String text(String name) {
    try (var in = ToldArticlesTest.class.getResourceAsStream("/articles/" + name + ".md")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
