package dev.kinoloom.provider.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kinoloom.domain.Brief.Kind;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.Script;
import dev.kinoloom.domain.Script.Role;
import dev.kinoloom.domain.Script.Scene;
import dev.kinoloom.domain.speech.SpeakingTime;
import dev.kinoloom.domain.text.Sentences;
import dev.kinoloom.domain.text.Words;
import dev.kinoloom.provider.ProviderException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArticleScriptTest {
  @ParameterizedTest
  @ValueSource(ints = {15, 30, 45, 60, 75, 90, 120})
  void the_example_takes_the_wanted_time(int seconds) {
    var script = write(Requests.example(), seconds);
    assertThat(Requests.seconds(script)).isBetween(0.8 * seconds, 1.05 * seconds);
  }

  @Test
  void a_minute_of_the_example_has_an_opening_a_few_thoughts_and_a_close() {
    var script = write(Requests.example(), 60);
    assertThat(script.scenes()).hasSizeBetween(5, 10);
    assertThat(script.scenes().get(0).role()).isEqualTo(Role.HOOK);
    assertThat(script.scenes().get(0).narration()).startsWith("When you send a message");
    assertThat(script.scenes().get(script.scenes().size() - 1).role()).isEqualTo(Role.CLOSE);
    assertThat(script.scenes().get(script.scenes().size() - 1).narration())
        .endsWith("The cloud, it turns out, is mostly under water.");
    assertThat(script.scenes())
        .extracting(Scene::number)
        .isEqualTo(IntStream.rangeClosed(1, script.scenes().size()).boxed().toList());
    assertThat(script.scenes())
        .allSatisfy(scene -> assertThat(seconds(scene)).isBetween(3.0, 13.0));
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 45, 60, 90, 300})
  void nothing_is_said_that_the_example_does_not_say_in_that_order(int seconds) {
    assertSaidInOrder(Requests.example(), write(Requests.example(), seconds));
  }

  @Test
  void headings_are_short_and_never_the_same() {
    var headings =
        write(Requests.example(), 90).scenes().stream()
            .map(Scene::heading)
            .filter(heading -> !heading.isEmpty())
            .toList();
    assertThat(headings).doesNotHaveDuplicates().hasSizeGreaterThan(5);
    assertThat(headings)
        .allSatisfy(heading -> assertThat(Words.count(heading)).isLessThanOrEqualTo(8));
  }

  @Test
  void a_short_article_is_told_whole_and_not_stretched() {
    var text =
        "The Moon pulls the sea. A bulge of water forms under it. A second bulge forms on the far side.";
    var script = ArticleScript.of(Requests.of(text, Kind.ARTICLE, "en", 300));
    assertThat(said(script)).isEqualTo(text);
  }

  @Test
  void what_leans_on_a_sentence_is_said_after_it_or_not_at_all() {
    for (int seconds = 15; seconds <= 120; seconds += 5) {
      var said = said(write(Requests.example(), seconds));
      assertFollows(said, "It runs through a glass thread", "it does not travel through space. ");
      assertFollows(said, "Repeaters need electricity", "makes the signal strong again. ");
      assertFollows(said, "But one cable carries", "small islands well. ");
      assertFollows(said, "The cable died", "16 hours to send. ");
    }
  }

  @Test
  void brackets_citations_and_addresses_are_not_spoken() {
    var text =
        "The port (founded in 1873) grew quickly.[12][citation needed] It handles 14.3 million boxes a"
            + " year, see https://example.org/a?b=c. Cranes (there are 40) never rest.";
    assertThat(said(ArticleScript.of(Requests.of(text, Kind.ARTICLE, "en", 60))))
        .isEqualTo(
            "The port grew quickly. It handles 14.3 million boxes a year. Cranes never rest.");
  }

  @Test
  void a_list_is_said_with_what_announces_it_and_shown_as_points() {
    var text =
        "A harbour is busy. It needs three things:\n\n- deep water\n- tall cranes;\n- good roads\n\nWithout them"
            + " it dies. Ships wait outside.";
    var scenes = ArticleScript.of(Requests.of(text, Kind.ARTICLE, "en", 60)).scenes();
    assertThat(scenes.stream().map(Scene::narration).collect(Collectors.joining(" ")))
        .contains("It needs three things: deep water, tall cranes, good roads.");
    assertThat(scenes.stream().flatMap(scene -> scene.points().stream()))
        .containsExactly("deep water", "tall cranes", "good roads");
  }

  @Test
  void appendices_and_invitations_are_left_out() {
    var text =
        Requests.example()
            + "\n\nSubscribe to our newsletter for more stories about cables.\n\n## References\n\nSmith wrote a book"
            + " about cables in 1999. Jones wrote another one.";
    assertThat(said(write(text, 600)))
        .doesNotContain("Smith", "newsletter")
        .contains("under water.");
  }

  @Test
  void a_text_without_any_end_of_a_sentence_fails_and_says_what_to_do() {
    var text = "no end ".repeat(300) + ". And so on and on " + "without ".repeat(300);
    assertThatExceptionOfType(ProviderException.class)
        .isThrownBy(() -> ArticleScript.of(Requests.of(text, Kind.ARTICLE, "en", 15)))
        .withMessageContaining("punctuate it")
        .satisfies(e -> assertThat(e.kind()).isEqualTo(FailureKind.VALIDATION));
  }

  @Test
  void half_an_hour_of_a_long_article_has_at_most_three_hundred_scenes() {
    var text = longArticle(1_200);
    var script = write(text, 1_800);
    assertThat(script.scenes().size()).isBetween(150, 300);
    assertThat(Requests.seconds(script)).isBetween(0.85 * 1_800, 1.05 * 1_800);
    assertSaidInOrder(text, script);
  }

  @Test
  void the_same_article_always_gives_the_same_script() {
    assertThat(write(Requests.example(), 60)).isEqualTo(write(Requests.example(), 60));
  }

  @ParameterizedTest
  @ValueSource(strings = {"de", "fr", "es", "zh", "ja", "ar", "hi"})
  void other_languages_are_told_in_their_own_sentences(String language) {
    var text = Texts.in(language);
    var script = ArticleScript.of(Requests.of(text, Kind.ARTICLE, language, 20));
    assertThat(script.language()).isEqualTo(language);
    assertThat(Requests.words(script)).isBetween(25, 55);
    assertSaidInOrder(text, script);
  }

  @Test
  void quotes_colons_percent_signs_and_commands_stay_as_they_are() {
    var text =
        "The sign says \"50% off: today\\n\" in red. Run `rm -rf $HOME; echo 'done' | tee log` never. The filter"
            + " drawtext=text='a:b' [v] is text here. Nothing breaks: 100%.";
    var said = said(ArticleScript.of(Requests.of(text, Kind.ARTICLE, "en", 60)));
    assertThat(said)
        .contains(
            "\"50% off: today\\n\"", "rm -rf $HOME; echo 'done' | tee log", "drawtext=text='a:b'");
  }

  @Test
  void where_every_sentence_leans_on_another_the_article_is_told_from_its_beginning() {
    var text =
        "This moved the crane by it. However, they found the harbour there. It cost them the signal. "
            .repeat(6)
            .strip();
    var script = write(text, 30);
    assertThat(said(script)).startsWith("This moved the crane by it.");
    assertSaidInOrder(text, script);
    assertThat(Requests.seconds(script)).isBetween(20.0, 33.0);
  }

  @Property(tries = 150)
  void every_script_is_made_of_whole_sentences_of_its_article_in_order(
      @ForAll("articles") String text, @ForAll @IntRange(min = 15, max = 240) int seconds) {
    var script = write(text, seconds);
    assertSaidInOrder(text, script);
    assertThat(Requests.seconds(script)).isLessThanOrEqualTo(1.1 * seconds);
  }

  @Provide
  Arbitrary<String> articles() {
    var noun =
        Arbitraries.of(
            "harbour",
            "crane",
            "ship",
            "cable",
            "signal",
            "Rotterdam",
            "engine",
            "sailor",
            "storm");
    var verb = Arbitraries.of("carries", "meets", "moves", "breaks", "finds", "costs");
    var rest =
        Arbitraries.of(
            "3.5 tonnes a day",
            "Dr. Jones",
            "the sea at 6 a.m. sharp",
            "1,234 boxes, e.g. of tea",
            "it all over again",
            "“a lot” of water");
    var start =
        Arbitraries.of(
            "The ",
            "A ",
            "However, the ",
            "This ",
            "In 1956 a ",
            "They say the ",
            "Each ",
            "Some old ");
    var end =
        Arbitraries.of(
            ". ", ". ", ". ", "! ", "? ", " (see p. 3). ", ".[4] ", ".\n\n", ".\n\n## Part\n\n");
    var sentence =
        net.jqwik.api.Combinators.combine(start, noun, verb, rest, end)
            .as((s, n, v, r, e) -> s + n + " " + v + " " + r + e);
    return sentence.list().ofMinSize(12).ofMaxSize(120).map(list -> String.join("", list));
  }

  private static Script write(String text, int seconds) {
    return ArticleScript.of(Requests.of(text, Kind.ARTICLE, "en", seconds));
  }

  private static String said(Script script) {
    return script.scenes().stream().map(Scene::narration).collect(Collectors.joining(" "));
  }

  private static double seconds(Scene scene) {
    return SpeakingTime.seconds(scene.narration(), "en", Requests.WORDS_PER_MINUTE);
  }

  private static void assertFollows(String said, String sentence, String before) {
    int at = said.indexOf(sentence);
    if (at >= 0) {
      assertThat(said.substring(0, at)).endsWith(before);
    }
  }

  /**
   * Told independently of how the writer reads: each scene's narration, letter by letter, is made
   * of whole source sentences, each after the one before.
   */
  private static void assertSaidInOrder(String source, Script script) {
    var wanted = new ArrayList<>(sourceSentences(source, script.language()));
    for (var scene : script.scenes()) {
      var left = bare(scene.narration());
      while (!left.isEmpty()) {
        var rest = left;
        while (!wanted.isEmpty() && !rest.startsWith(wanted.get(0))) {
          wanted.remove(0);
        }
        assertThat(wanted).as("whole sentence at the start of: %s", left).isNotEmpty();
        left = left.substring(wanted.remove(0).length());
      }
    }
  }

  private static List<String> sourceSentences(String source, String language) {
    var lines = source.replaceAll("(?m)^#+ .*$", "").split("\n\\s*\n");
    return List.of(lines).stream()
        .flatMap(
            paragraph ->
                Sentences.of(
                    paragraph.replaceAll("\\[\\d+\\]", "").replaceAll("\\s+", " "), language)
                    .stream())
        .map(sentence -> bare(sentence.replaceAll("\\s?\\([^()]*\\)", "")))
        .filter(sentence -> !sentence.isEmpty())
        .toList();
  }

  private static String bare(String text) {
    return text.replaceAll("\\s", "").toLowerCase(Locale.ROOT);
  }

  private static String longArticle(int sentences) {
    var nouns =
        List.of(
            "harbour", "crane", "ship", "cable", "signal", "engine", "sailor", "storm", "island",
            "map");
    var verbs = List.of("carries", "meets", "moves", "follows", "finds", "crosses", "watches");
    var text = new StringBuilder();
    for (int i = 0; i < sentences; i++) {
      text.append(
          "Some %s number %d %s another %s with great care and %d long ropes of steel. "
              .formatted(
                  nouns.get(i % 10), i, verbs.get(i % 7), nouns.get((i * 7 + 3) % 10), i * 3 + 2));
      text.append(i % 9 == 8 ? "\n\n" : "");
    }
    return text.toString();
  }
}
