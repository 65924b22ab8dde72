package dev.kinoloom.provider;

import dev.kinoloom.domain.Brief.Kind;
import dev.kinoloom.domain.Brief.Preset;
import dev.kinoloom.domain.Invalid;
import java.util.List;

/** The script writers of this machine, the preferred first, and who of them can write what. */
public final class Writers {
  private final List<ScriptProvider> writers;
  private final ScriptProvider demo;

  /** {@code writers} in the order of preference; {@code demo} writes the quick demo of a topic. */
  public Writers(List<ScriptProvider> writers, ScriptProvider demo) {
    this.writers = List.copyOf(writers);
    this.demo = demo;
  }

  /**
   * Who can write it, the preferred first; at least one. Throws {@link Invalid} on {@code text}
   * when nobody can.
   */
  public List<ScriptProvider> able(Kind kind, String language, Preset preset) {
    if (isDemo(kind, preset)) {
      return List.of(demo);
    }
    var able = writers.stream().filter(writer -> writer.canWrite(kind, language)).toList();
    if (able.isEmpty()) {
      throw new Invalid(
          "text",
          kind == Kind.TOPIC
              ? "is a bare topic, and there is no language model here to write about it. "
                  + WHAT_WORKS
              : NOBODY.formatted(kind));
    }
    return able;
  }

  /** What is written is the demo, which is in English and tells nothing of the topic. */
  public static boolean isDemo(Kind kind, Preset preset) {
    return kind == Kind.TOPIC && preset == Preset.QUICK_DEMO;
  }

  /** The rule that a topic of so many words breaks where no language model is. */
  public static String bareTopic(int words) {
    return "is a topic (%d %s), and no writer is configured that could write about one. "
            .formatted(words, words == 1 ? "word" : "words")
        + WHAT_WORKS;
  }

  private static final String WHAT_WORKS =
      "Give more text (two whole sentences are an article), say kind=article (--kind article), give"
          + " a script, or configure an OpenAI-compatible model. The preset quick-demo makes a film"
          + " about Kinoloom instead";
  private static final String NOBODY = "cannot be written here: no writer takes a text of kind %s";
}
