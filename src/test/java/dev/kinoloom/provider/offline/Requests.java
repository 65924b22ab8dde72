package dev.kinoloom.provider.offline;

import dev.kinoloom.domain.AnyBrief;
import dev.kinoloom.domain.Brief.Kind;
import dev.kinoloom.domain.Script;
import dev.kinoloom.domain.speech.SpeakingTime;
import dev.kinoloom.domain.text.TextCheck;
import dev.kinoloom.domain.text.Words;
import dev.kinoloom.provider.ScriptProvider.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Requests as the stage makes them. */
final class Requests {
  static final double WORDS_PER_MINUTE = 150;

  private Requests() {}

  static Request of(String text, Kind kind, String language, int seconds) {
    var checked = TextCheck.check(text.getBytes(StandardCharsets.UTF_8), kind, null);
    return new Request(
        new AnyBrief().kind(kind).seconds(seconds).brief(),
        checked.kind(),
        checked.title(),
        checked.text(),
        language,
        WORDS_PER_MINUTE);
  }

  static String example() {
    try (var in = Requests.class.getResourceAsStream("/examples/undersea-cables.md")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How long its video is, with the silence around its scenes. */
  static double seconds(Script script) {
    return script.scenes().stream()
        .mapToDouble(
            scene ->
                0.5 + SpeakingTime.seconds(scene.narration(), script.language(), WORDS_PER_MINUTE))
        .sum();
  }

  static int words(Script script) {
    return script.scenes().stream().mapToInt(scene -> Words.count(scene.narration())).sum();
  }
}
