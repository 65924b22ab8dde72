package dev.kinoloom.boot;

import dev.kinoloom.config.Secret;
import dev.kinoloom.domain.Invalid;
import dev.kinoloom.provider.replicate.ClipInputs;
import dev.kinoloom.provider.replicate.ReplicateConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The settings of who films clips, read from their group. */
final class ReplicateSettings {
  private ReplicateSettings() {}

  /** Null = no model is named, and nothing is ever asked or paid. */
  static @Nullable ReplicateConfig read(ConfigTree tree) {
    var model = tree.text("model");
    var webhook = ReplicateWebhook.of(tree);
    if (model.isEmpty()) {
      refuseWithoutModel(tree.text("token").isPresent(), tree, "token");
      refuseWithoutModel(webhook.isPresent(), tree, "webhook");
      return null;
    }
    var config =
        new ReplicateConfig(
            tree.need(tree.text("baseUrl"), "baseUrl"),
            new Secret(tree.text("token").orElse("")),
            model.get(),
            tree.need(tree.duration("timeout"), "timeout"),
            ReplicateConfig.MOST_BYTES,
            tree.amount("pricePerSecond").orElse(null),
            inputs(tree.child("input")));
    return webhook.map(told -> config.telling(told.target())).orElse(config);
  }

  private static void refuseWithoutModel(boolean isSet, ConfigTree tree, String name) {
    if (isSet) {
      throw new Invalid(tree.path() + "model", "must be set too, for %s is".formatted(name));
    }
  }

  private static ClipInputs inputs(ConfigTree tree) {
    return new ClipInputs(
        tree.need(tree.text("prompt"), "prompt"),
        tree.text("duration").orElse(""),
        tree.text("aspectRatio").orElse(""),
        tree.text("width").orElse(""),
        tree.text("height").orElse(""),
        tree.text("seed").orElse(""),
        tree.text("reference").orElse(""),
        seconds(tree),
        list(tree, "aspectRatios"),
        fixed(tree));
  }

  private static Set<Integer> seconds(ConfigTree tree) {
    try {
      return list(tree, "durations").stream().map(Integer::valueOf).collect(Collectors.toSet());
    } catch (NumberFormatException e) {
      throw new Invalid(
          tree.path() + "durations", "must be whole seconds, with commas between several");
    }
  }

  private static List<String> list(ConfigTree tree, String name) {
    return tree.text(name).stream()
        .flatMap(all -> Stream.of(all.split(",", -1)))
        .map(String::strip)
        .toList();
  }

  /** Numbers and truths are told as such. */
  private static Map<String, Object> fixed(ConfigTree tree) {
    var fixed = new LinkedHashMap<String, Object>();
    for (var one : list(tree, "fixed")) {
      int equals = one.indexOf('=');
      if (equals < 1) {
        throw new Invalid(tree.path() + "fixed", "must be name=value, with commas between several");
      }
      fixed.put(one.substring(0, equals).strip(), value(one.substring(equals + 1).strip()));
    }
    return fixed;
  }

  private static Object value(String text) {
    if (text.equals("true") || text.equals("false")) {
      return Boolean.valueOf(text);
    }
    return text.matches("-?\\d{1,9}") ? Integer.valueOf(text) : text;
  }
}
