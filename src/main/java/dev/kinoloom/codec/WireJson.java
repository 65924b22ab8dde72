package dev.kinoloom.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * JSON from outside, read strictly: one object, no name twice, nothing behind it, nested at most
 * {@value #DEPTH} deep, of at most {@value #MOST_TOKENS} names, values and brackets: whoever looks
 * at each of them has little to do, however long the body is.
 */
public final class WireJson {
  private static final int DEPTH = 32;
  private static final int LONGEST_STRING = 4_000_000;

  /** The longest list that is taken anywhere, of 300 objects with 13 each, twice. */
  private static final int MOST_TOKENS = 8_000;

  private static final ObjectMapper MAPPER = mapper();

  private WireJson() {}

  private static ObjectMapper mapper() {
    var factory =
        JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH)
                    .maxStringLength(LONGEST_STRING)
                    .maxNameLength(1_000)
                    .maxTokenCount(MOST_TOKENS)
                    .build())
            .build();
    return new ObjectMapper(factory).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  }

  /** Throws {@link Malformed}. */
  public static JsonObject object(byte[] body) {
    try {
      var map = MAPPER.readValue(body, new TypeReference<LinkedHashMap<String, Object>>() {});
      if (map == null) {
        throw new Malformed("the body must be a JSON object, not null", null);
      }
      return new JsonObject(map);
    } catch (MismatchedInputException e) {
      throw new Malformed("the body must be one JSON object and nothing else", e);
    } catch (JsonProcessingException e) {
      throw new Malformed(where(e) + plain(e.getOriginalMessage()), e);
    } catch (IOException e) {
      throw new Malformed("the body is not UTF-8 text", e);
    }
  }

  /** One line, without the names of the parser's own settings. */
  private static String plain(String message) {
    return message
        .lines()
        .findFirst()
        .orElse("")
        .replaceAll(", from `[^`]{0,100}`", "")
        .replaceAll("\\[Source: [^\\]]{0,200}; (line: \\d+, column: \\d+)\\]", "$1");
  }

  private static String where(JsonProcessingException e) {
    var place = e.getLocation();
    return place == null
        ? "the body is not a JSON object: "
        : "the body is not a JSON object that can be read (line %d, column %d): "
            .formatted(place.getLineNr(), place.getColumnNr());
  }

  /** What was sent is not the JSON it should be; the message is for whoever sent it. */
  public static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Malformed(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}
