package dev.kinoloom.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;

/** YAML files of ours as JSON. */
public final class Yaml {
  private static final YAMLMapper MAPPER = new YAMLMapper();

  private Yaml() {}

  /** Without anchors and aliases. Throws {@link Json.Unreadable}. */
  public static JsonObject object(String text) {
    try {
      return new JsonObject(
          MAPPER.readValue(text, new TypeReference<LinkedHashMap<String, Object>>() {}));
    } catch (JsonProcessingException e) {
      throw new Json.Unreadable(e.getOriginalMessage(), e);
    }
  }
}
