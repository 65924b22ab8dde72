package dev.kinoloom.provider.openai;

import dev.kinoloom.domain.Script;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found of an answer.
 *
 * @param answer as it came
 * @param written the script, when nothing is wrong with it
 * @param faults what is wrong, each half a sentence that the model is told too
 */
record Verdict(String answer, @Nullable Script written, List<String> faults) {
  boolean isGood() {
    return written != null;
  }

  Script script() {
    if (written == null) {
      throw new IllegalStateException("not good: " + faults);
    }
    return written;
  }
}
