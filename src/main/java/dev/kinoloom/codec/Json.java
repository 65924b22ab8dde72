package dev.kinoloom.codec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Records to JSON and back. Properties in alphabetical order, so that equal values are equal text
 * and have equal hashes.
 */
public final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .addModule(new SimpleModule().addSerializer(String.class, new KeepableText()))
          .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .build();

  static {
    MAPPER
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder().maxNestingDepth(64).maxStringLength(2_000_000).build());
  }

  private static final ObjectReader STRICT =
      MAPPER.reader(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private Json() {}

  /** A value as JSON. */
  public static String encode(Object value) {
    return written(MAPPER.writer(), value);
  }

  /** A value as JSON in lines, for a file that people open. */
  public static String forPeople(Object value) {
    return written(MAPPER.writerWithDefaultPrettyPrinter(), value) + "\n";
  }

  private static String written(ObjectWriter writer, Object value) {
    try {
      return writer.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "cannot be written as JSON: " + value.getClass().getName(), e);
    }
  }

  /**
   * JSON that a node wrote, perhaps one of another version, as a value: names that this version
   * does not know are left out. Throws {@link Unreadable}.
   */
  public static <T> T decode(String json, Class<T> type) {
    return read(MAPPER.readerFor(type), json, type);
  }

  /** JSON of somebody else as a value: it must have no other names. Throws {@link Unreadable}. */
  public static <T> T decodeStrictly(String json, Class<T> type) {
    return read(STRICT.forType(type), json, type);
  }

  private static <T> T read(ObjectReader reader, String json, Class<T> type) {
    try {
      T value = reader.readValue(json);
      if (value == null) {
        throw new Unreadable("null is not a " + type.getSimpleName(), null);
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new Unreadable(e.getOriginalMessage(), e);
    }
  }

  /** JSON as a tree; throws {@link Unreadable}. */
  public static JsonNode tree(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new Unreadable(e.getOriginalMessage(), e);
    }
  }

  /**
   * The text or number at the end of {@code path} in JSON from outside, as text; empty when there
   * is none. Throws {@link Unreadable}.
   */
  public static String textAt(String json, String... path) {
    JsonNode node = tree(json);
    for (String name : path) {
      node = node.path(name);
    }
    return node.asText();
  }

  /** SHA-256 of the canonical JSON of {@code value}, as hex. */
  public static String hash(Object value) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(digest.digest(encode(value).getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Text that is not the JSON it should be. */
  public static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreadable(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}
