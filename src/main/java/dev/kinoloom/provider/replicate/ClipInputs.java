package dev.kinoloom.provider.replicate;

import dev.kinoloom.domain.Invalid;
import dev.kinoloom.provider.ClipWish;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a model calls what it is told, for each calls it otherwise; a name that is empty is not sent.
 *
 * @param prompt what is to be seen; never empty
 * @param duration whole seconds
 * @param aspectRatio one of {@code aspectRatios}
 * @param width pixels
 * @param height pixels
 * @param seed a number, where one is wished
 * @param reference of ours
 * @param durations lengths that the model knows, seconds; empty = any whole ones
 * @param aspectRatios shapes that it knows, {@code width:height}
 * @param fixed sent as they are with every wish, e.g. {@code resolution}; values are texts,
 *     numbers, or booleans
 */
public record ClipInputs(
    String prompt,
    String duration,
    String aspectRatio,
    String width,
    String height,
    String seed,
    String reference,
    Set<Integer> durations,
    List<String> aspectRatios,
    Map<String, Object> fixed) {
  private static final String AT = "providers.replicate.input.";

  /** As most models that make clips of words call them. */
  public static final ClipInputs USUAL =
      new ClipInputs(
          "prompt",
          "duration",
          "aspect_ratio",
          "",
          "",
          "seed",
          "",
          Set.of(),
          List.of("16:9", "9:16", "1:1"),
          Map.of());

  public ClipInputs {
    if (prompt.isBlank()) {
      throw new Invalid(AT + "prompt", "must be set");
    }
    if (durations.stream().anyMatch(seconds -> seconds < 1)) {
      throw new Invalid(AT + "durations", "must be whole seconds, 1 or more");
    }
    if (aspectRatios.isEmpty()
        || !aspectRatios.stream().allMatch(ratio -> ratio.matches("[1-9]\\d{0,2}:[1-9]\\d{0,2}"))) {
      throw new Invalid(AT + "aspectRatios", "must be shapes such as 16:9");
    }
    durations = Set.copyOf(durations);
    aspectRatios = List.copyOf(aspectRatios);
    fixed = Map.copyOf(fixed);
  }

  /** Of a create. {@code version}: null = the path names the model. */
  JsonObject body(@Nullable String version, ClipWish wish, String ours) {
    var input = new JsonObject();
    fixed.forEach(input::put);
    put(input, prompt, wish::prompt);
    put(input, duration, () -> seconds(wish.wanted()));
    put(input, aspectRatio, () -> shape(wish.width(), wish.height()));
    put(input, width, wish::width);
    put(input, height, wish::height);
    put(input, reference, () -> ours);
    var wished = wish.seed();
    if (wished != null) {
      put(input, seed, () -> wished);
    }
    var body = new JsonObject().put("input", input);
    return version == null ? body : body.put("version", version);
  }

  private static void put(JsonObject input, String name, Supplier<Object> value) {
    if (!name.isEmpty()) {
      input.put(name, value.get());
    }
  }

  /** The shortest that is long enough, else the longest. */
  int seconds(Duration wanted) {
    int least = (int) Math.min(Integer.MAX_VALUE, (wanted.toMillis() + 999) / 1000);
    return durations.stream()
        .filter(known -> known >= least)
        .min(Comparator.naturalOrder())
        .or(() -> durations.stream().max(Comparator.naturalOrder()))
        .orElse(Math.max(1, least));
  }

  /** The nearest. */
  String shape(int across, int down) {
    double wished = Math.log((double) across / down);
    return aspectRatios.stream()
        .min(Comparator.comparingDouble(known -> Math.abs(wished - Math.log(ratio(known)))))
        .orElseThrow();
  }

  private static double ratio(String shape) {
    int colon = shape.indexOf(':');
    return Double.parseDouble(shape.substring(0, colon))
        / Double.parseDouble(shape.substring(colon + 1));
  }
}
