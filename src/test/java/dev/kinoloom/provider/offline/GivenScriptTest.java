package dev.kinoloom.provider.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kinoloom.domain.Brief.Kind;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.Script;
import dev.kinoloom.domain.Script.Scene;
import dev.kinoloom.domain.text.Words;
import dev.kinoloom.provider.ProviderException;
import dev.kinoloom.provider.TestCall;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GivenScriptTest {
  @Test
  void scenes_are_what_stands_between_empty_lines() {
    assertThat(read("Hello there\n\nSecond, (really) [2] http://x.org!\nSame scene.").scenes())
        .extracting(Scene::narration)
        .containsExactly("Hello there", "Second, (really) [2] http://x.org! Same scene.");
  }

  @Test
  void headings_and_markers_name_scenes_and_are_not_spoken() {
    var scenes =
        read("# My film\n\nScene 1: The port\nShips come.\nSCENE 2\nShips go.\n\n## The end\n\nBye.")
            .scenes();
    assertThat(scenes).extracting(Scene::heading).containsExactly("The port", "", "The end");
    assertThat(scenes)
        .extracting(Scene::narration)
        .containsExactly("Ships come.", "Ships go.", "Bye.");
  }

  @Test
  void a_long_scene_is_cut_at_the_ends_of_sentences_and_no_word_is_lost() {
    var text = "This is a sentence that has exactly ten words inside. ".repeat(30).strip();
    var scenes = read(text).scenes();
    assertThat(scenes.size()).isBetween(10, 30);
    assertThat(scenes).allSatisfy(scene -> assertThat(scene.narration()).endsWith("."));
    assertThat(scenes.stream().map(Scene::narration).collect(Collectors.joining(" ")))
        .isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "It's 100% \"true\": C:\\temp\\n 'x' $(rm -rf /) %{localtime} [out];",
        "海水每天涨落两次。月球的引力！",
        "يرتفع البحر وينخفض مرتين في اليوم.",
        "Zoë naïve café",
        "One",
      })
  void every_character_stays(String text) {
    assertThat(read(text).scenes()).extracting(Scene::narration).containsExactly(text);
  }

  @Test
  void labels_and_stage_directions_are_not_spoken_and_every_other_word_is() {
    var text =
        """
        [Scene: a beach]
        Narrator: The tide comes in, [pause] slowly.
        (waves, off)
        https://example.org/waves.mp3

        Speaker 1 (whispering): Look at [2] and [v]: it is here (really).

        **Voice-over:** Note: it goes (beat) again. See example.org/a.

        [Fade to black]
        """;
    assertThat(read(text).scenes())
        .extracting(Scene::narration)
        .containsExactly(
            "The tide comes in, slowly.",
            "Look at [2] and [v]: it is here (really).",
            "Note: it goes again. See example.org/a.");
    assertThat(Requests.of(text, Kind.SCRIPT, "en", 60).title()).startsWith("The tide comes in");
  }

  @Test
  void a_script_of_directions_only_is_refused() {
    assertThatExceptionOfType(ProviderException.class)
        .isThrownBy(() -> read("[Scene: a beach]\n\n(pause)"))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(FailureKind.VALIDATION));
  }

  @Test
  void a_list_is_spoken_and_shown() {
    var scene = read("- deep water\n- tall cranes\n- good roads").scenes().get(0);
    assertThat(scene.narration()).isEqualTo("deep water tall cranes good roads");
    assertThat(scene.points()).containsExactly("deep water", "tall cranes", "good roads");
  }

  @Test
  void more_than_three_hundred_scenes_are_refused() {
    assertThatExceptionOfType(ProviderException.class)
        .isThrownBy(() -> read("Word.\n\n".repeat(301)))
        .withMessageContaining("301")
        .satisfies(e -> assertThat(e.kind()).isEqualTo(FailureKind.VALIDATION));
  }

  @Test
  void the_demo_says_that_it_is_one_and_claims_nothing() {
    var demo = new DemoScripts();
    var script =
        demo.write(Requests.of("How tides work", Kind.TOPIC, "en", 60), new TestCall(Path.of(".")))
            .result();
    assertThat(script.scenes().get(0).narration()).contains("quick demo", "How tides work.");
    assertThat(script.writer()).isEqualTo("demo");
    var chinese =
        demo.write(Requests.of("潮汐", Kind.TOPIC, "zh", 60), new TestCall(Path.of("."))).result();
    assertThat(chinese.scenes().get(0).narration()).doesNotContain("潮汐");
  }

  private static Script read(String text) {
    var script = GivenScript.of(Requests.of(text, Kind.SCRIPT, "en", 60));
    assertThat(script.scenes())
        .allSatisfy(scene -> assertThat(Words.count(scene.narration())).isPositive());
    return script;
  }
}
