package dev.kinoloom.boot;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.kinoloom.domain.Invalid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The defaults in the jar and what is laid over them; the last one wins, and none may set what the
 * defaults do not name. Throws {@link Invalid} that names the path of what is wrong.
 */
final class SettingLayers {
  private static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

  private final Map<String, String> environment;
  private final ObjectNode tree = defaults();
  private final SettingNames names = new SettingNames(tree);

  /** The defaults alone. Refuses variables that look like settings and are none. */
  SettingLayers(Map<String, String> environment) {
    this.environment = environment;
    names.refuseUnknown(environment.keySet());
  }

  /** Over it what a file in YAML says. */
  SettingLayers file(Path file) {
    merge(tree, read(file), "");
    return this;
  }

  /** Over it the variables of the environment. */
  SettingLayers environment() {
    apply(tree, "", path -> environment.get(SettingNames.variable(path)));
    return this;
  }

  /** Over it what is said by the path of a setting. */
  SettingLayers options(Map<String, String> options) {
    apply(tree, "", options::get);
    return this;
  }

  /** All settings, in groups. */
  ObjectNode tree() {
    return tree;
  }

  private static ObjectNode defaults() {
    try (var in = SettingLayers.class.getResourceAsStream("/kinoloom.yaml")) {
      if (in == null) {
        throw new IllegalStateException("the defaults are missing in this jar");
      }
      return (ObjectNode) YAML.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode read(Path file) {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new Invalid(
          file.toString(), "is no file that can be read: --config names a file of settings");
    }
    try {
      return YAML.readTree(file.toFile());
    } catch (IOException e) {
      throw new Invalid(file.toString(), "cannot be read as YAML: " + e.getMessage());
    }
  }

  private void merge(ObjectNode into, JsonNode from, String path) {
    if (from.isMissingNode() || from.isNull()) {
      return;
    }
    if (!from.isObject()) {
      throw new Invalid(
          path.isEmpty() ? "the file" : path.substring(0, path.length() - 1),
          "must be a group of settings");
    }
    from.properties()
        .forEach(
            entry -> {
              var here = path + entry.getKey();
              var known = into.get(entry.getKey());
              if (known == null) {
                throw names.unknown(here);
              }
              if (known instanceof ObjectNode group) {
                merge(group, entry.getValue(), here + ".");
              } else if (entry.getValue().isContainerNode()) {
                throw new Invalid(here, "must be one value");
              } else {
                into.set(entry.getKey(), entry.getValue());
              }
            });
  }

  private static void apply(ObjectNode tree, String path, Function<String, @Nullable String> said) {
    for (var name : List.copyOf(tree.properties())) {
      var here = path + name.getKey();
      if (name.getValue() instanceof ObjectNode group) {
        apply(group, here + ".", said);
      } else {
        var value = said.apply(here);
        if (value != null) {
          tree.put(name.getKey(), value);
        }
      }
    }
  }
}
