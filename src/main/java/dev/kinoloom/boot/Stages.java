package dev.kinoloom.boot;

import com.sun.management.OperatingSystemMXBean;
import dev.kinoloom.pipeline.Stage;
import dev.kinoloom.stage.BriefStage;
import dev.kinoloom.stage.CompositionStage;
import dev.kinoloom.stage.ScriptStage;
import dev.kinoloom.stage.VisualsStage;
import dev.kinoloom.stage.VoiceStage;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The stages, a line each, in the order in which people think of them; what waits for what is said
 * by each stage's plan.
 */
final class Stages {
  private static final int LIGHT = 5;

  /** An encoder of 1080p with its look-ahead, and the pictures of a scene. */
  private static final long PER_HEAVY_TASK = 1L << 30;

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
        new VisualsStage(providers.images(), providers.clips(), providers.blocking()),
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
   * How many tasks of a stage run at once unless the settings say: heavy ones as many as this
   * machine (or container) has processors, and memory to encode in; the light ones of the seed's
   * five.
   */
  static int capacity(String stage) {
    return switch (stage) {
      case "voice", "visuals", "composition" -> heavy(processors(), memory());
      default -> LIGHT;
    };
  }

  static int heavy(int processors, long memoryBytes) {
    return (int) Math.max(1, Math.min(processors, memoryBytes / PER_HEAVY_TASK));
  }

  private static int processors() {
    return Runtime.getRuntime().availableProcessors();
  }

  private static long memory() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean machine
        ? machine.getTotalMemorySize()
        : Long.MAX_VALUE;
  }
}
