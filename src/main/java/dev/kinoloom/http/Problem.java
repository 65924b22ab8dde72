package dev.kinoloom.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/**
 * What went wrong, as RFC 9457 says it.
 *
 * @param status HTTP status, 400 to 599
 * @param slug the last part of its type, e.g. {@code invalid-value}
 * @param title of the type, the same for each occurrence
 * @param detail of this occurrence, for people: what is wrong and what to do
 * @param errors the fields that break a rule, the first {@value #MOST_ERRORS} of them; may be empty
 * @param numbers of this occurrence, for programs; may be empty
 */
public record Problem(
    int status,
    String slug,
    String title,
    String detail,
    List<FieldError> errors,
    Map<String, Long> numbers) {
  public static final String MEDIA_TYPE = "application/problem+json";

  /** More breaches are not told: who has so many looks at the contract anyway. */
  static final int MOST_ERRORS = 20;

  private static final int MOST_IN_WORDS = 5;
  private static final String TYPES = "urn:kinoloom:problem:";

  public Problem {
    errors = errors.stream().limit(MOST_ERRORS).toList();
    numbers = Map.copyOf(numbers);
  }

  public Problem(int status, String slug, String title, String detail, List<FieldError> errors) {
    this(status, slug, title, detail, errors, Map.of());
  }

  /** The same, with these numbers for programs. */
  public Problem with(Map<String, Long> its) {
    return new Problem(status, slug, title, detail, errors, its);
  }

  /**
   * A field that breaks a rule.
   *
   * @param field its path, e.g. {@code options.fps}
   * @param rule in words
   */
  public record FieldError(String field, String rule) {}

  public static Problem of(int status, String slug, String title, String detail) {
    return new Problem(status, slug, title, detail, List.of());
  }

  /** The request cannot be understood. */
  public static Problem malformed(String detail) {
    return of(400, "malformed-request", "The request cannot be understood", detail);
  }

  /** The request has another shape than the contract says. */
  public static Problem misshapen(List<FieldError> errors) {
    return new Problem(
        400,
        "wrong-shape",
        "The request has fields or types that are not in the contract",
        inWords(errors),
        errors);
  }

  /** Understood, but a value cannot be. */
  public static Problem invalid(List<FieldError> errors) {
    return new Problem(422, "invalid-value", "A value cannot be accepted", inWords(errors), errors);
  }

  public static Problem invalid(String field, String rule) {
    return invalid(List.of(new FieldError(field, rule)));
  }

  public static Problem notFound(String detail) {
    return of(404, "not-found", "There is no such thing", detail);
  }

  public static Problem tooBig(String detail) {
    return of(413, "too-big", "The request is too big", detail);
  }

  /** The rejection that answers with it. */
  public Rejection rejection() {
    return new Rejection(this);
  }

  /**
   * As it is sent.
   *
   * @param instance path of the request
   * @param correlationId of the request
   */
  JsonObject toJson(String instance, String correlationId) {
    var json =
        new JsonObject()
            .put("type", TYPES + slug)
            .put("title", title)
            .put("status", status)
            .put("detail", detail)
            .put("instance", instance)
            .put("correlationId", correlationId);
    numbers.forEach(json::put);
    if (!errors.isEmpty()) {
      var list = new JsonArray();
      errors.forEach(e -> list.add(new JsonObject().put("field", e.field()).put("rule", e.rule())));
      json.put("errors", list);
    }
    return json;
  }

  private static String inWords(List<FieldError> errors) {
    var words = errors.stream().limit(MOST_IN_WORDS).map(e -> e.field() + " " + e.rule()).toList();
    var told = String.join("; ", words);
    return errors.size() > MOST_IN_WORDS ? told + "; and more" : told;
  }
}
