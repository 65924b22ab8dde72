package dev.kinoloom.stage;

import dev.kinoloom.domain.Script;
import dev.kinoloom.domain.speech.SpeakingTime;
import dev.kinoloom.provider.ClipWish;
import dev.kinoloom.provider.ImageProvider.Request;
import java.time.Duration;

/** What is asked for a scene, of somebody who knows nothing of the video. Pure. */
final class ClipPrompt {
  private static final int MOST = 600;
  private static final double WORDS_PER_MINUTE = 160;

  private ClipPrompt() {}

  static ClipWish of(Request request) {
    var scene = request.current();
    double seconds =
        SpeakingTime.seconds(scene.narration(), request.script().language(), WORDS_PER_MINUTE);
    return new ClipWish(
        prompt(request.script().title(), scene),
        request.frame().width(),
        request.frame().height(),
        Duration.ofMillis(Math.max(1_000, Math.round(seconds * 1_000))),
        null);
  }

  /** Models paint letters badly, and captions lie over the picture anyway. */
  private static String prompt(String title, Script.Scene scene) {
    var said = cut(scene.narration());
    var heading = scene.heading().isBlank() ? "" : scene.heading() + ". ";
    return "A calm, realistic film clip without any text, letters or logos, for a video about %s. What it shows: %s%s"
        .formatted(title.isBlank() ? "this" : title, heading, said);
  }

  private static String cut(String text) {
    if (text.length() <= MOST) {
      return text;
    }
    int end = text.lastIndexOf(' ', MOST);
    return text.substring(0, end > 0 ? end : MOST);
  }
}
