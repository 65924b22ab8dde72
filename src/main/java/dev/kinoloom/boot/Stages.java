package dev.kinoloom.boot;

import dev.kinoloom.pipeline.Stage;
import dev.kinoloom.stage.BriefStage;
import dev.kinoloom.stage.CompositionStage;
import dev.kinoloom.stage.ScriptStage;
import dev.kinoloom.stage.VisualsStage;
import dev.kinoloom.stage.VoiceStage;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The stages, a line each, in the order in which people think of them; what waits for what is said
 * by each stage's plan.
 */
final class Stages {
  private Stages() {}

  static List<Stage> over(Providers providers) {
    return List.of(
        new BriefStage(
            providers.languages(),
            providers.writers(),
            providers.voices(),
            providers.fonts(),
            providers.machine(),
            providers.blocking()),
        new ScriptStage(providers.writers(), providers.blocking()),
        new VoiceStage(providers.voices(), providers.sound(), providers.blocking()),
        new VisualsStage(providers.images(), providers.blocking()),
        new CompositionStage(providers.composer(), providers.blocking()));
  }

  /** Their names by the number of their lane. */
  static Map<Integer, String> byLane() {
    return IntStream.range(0, names().size())
        .boxed()
        .collect(Collectors.toMap(i -> i + 1, names()::get));
  }

  /** Their names, for those who only show them, in the order of their lanes. */
  static List<String> names() {
    return List.of("brief", "script", "voice", "visuals", "composition");
  }

  /**
   * How many tasks of a stage run at once unless the settings say: heavy ones as many as there are
   * processors, the light ones of the seed's five.
   */
  static int capacity(String stage) {
    int processors = Runtime.getRuntime().availableProcessors();
    return switch (stage) {
      case "voice", "visuals", "composition" -> Math.max(1, processors);
      default -> 5;
    };
  }
}
