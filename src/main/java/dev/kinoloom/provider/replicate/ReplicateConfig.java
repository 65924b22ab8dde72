package dev.kinoloom.provider.replicate;

import dev.kinoloom.config.Secret;
import dev.kinoloom.domain.Invalid;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which server, whose account, which model.
 *
 * @param baseUrl up to and with its version, e.g. {@code https://api.replicate.com/v1}
 * @param token sent as a bearer token; empty = none is sent
 * @param model {@code owner/name}, or {@code owner/name:version}; the former for official models
 * @param timeout for each answer, and for silence in a download, 1 s to 10 min
 * @param mostBytes that a clip may have, 1 or more
 * @param pricePerSecond of clip, in whatever currency; null = not known
 * @param inputs what the model calls its inputs
 * @param webhook where the end of a prediction is told, https; null = nowhere
 */
public record ReplicateConfig(
    String baseUrl,
    Secret token,
    String model,
    Duration timeout,
    long mostBytes,
    @Nullable Double pricePerSecond,
    ClipInputs inputs,
    @Nullable URI webhook) {
  /** Where Replicate itself is. */
  public static final String BASE_URL = "https://api.replicate.com/v1";

  /** More than a minute of the best that is filmed today. */
  public static final long MOST_BYTES = 512L << 20;

  private static final String AT = "providers.replicate.";
  private static final Pattern MODEL =
      Pattern.compile("[A-Za-z0-9][\\w.-]*/[A-Za-z0-9][\\w.-]*(:[A-Za-z0-9]{1,128})?");

  public ReplicateConfig {
    if (!baseUrl.matches("https?://[^\\s/?#@]+(/[^\\s?#]*)?") || !isUri(baseUrl)) {
      throw new Invalid(AT + "baseUrl", "must be an http or https URL");
    }
    if (!MODEL.matcher(model).matches()) {
      throw new Invalid(
          AT + "model", "must be owner/name or owner/name:version, not \"%s\"".formatted(model));
    }
    if (timeout.compareTo(Duration.ofSeconds(1)) < 0
        || timeout.compareTo(Duration.ofMinutes(10)) > 0) {
      throw new Invalid(AT + "timeout", "must be 1s to 10m, not " + timeout);
    }
    if (mostBytes < 1) {
      throw new Invalid(AT + "mostBytes", "must be 1 or more");
    }
    if (webhook != null && (!"https".equals(webhook.getScheme()) || webhook.getHost() == null)) {
      throw new Invalid(AT + "webhook.url", "must be an https URL, not " + webhook);
    }
    baseUrl = baseUrl.replaceFirst("/+$", "");
  }

  /** Nothing is told anywhere. */
  public ReplicateConfig(
      String baseUrl,
      Secret token,
      String model,
      Duration timeout,
      long mostBytes,
      @Nullable Double pricePerSecond,
      ClipInputs inputs) {
    this(baseUrl, token, model, timeout, mostBytes, pricePerSecond, inputs, null);
  }

  /** The same, which tells the end of a prediction there. */
  public ReplicateConfig telling(URI where) {
    return new ReplicateConfig(
        baseUrl, token, model, timeout, mostBytes, pricePerSecond, inputs, where);
  }

  private static boolean isUri(String text) {
    try {
      return URI.create(text).getHost() != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The version that is pinned; null = the model's own. */
  @Nullable String version() {
    int colon = model.indexOf(':');
    return colon < 0 ? null : model.substring(colon + 1);
  }

  /** Below the base. */
  String createPath() {
    return version() == null ? "/models/" + model + "/predictions" : "/predictions";
  }

  URI base() {
    return URI.create(baseUrl);
  }

  /** Of a clip that lasts so long; null = not known. */
  @Nullable Double price(int seconds) {
    return pricePerSecond == null ? null : Double.valueOf(pricePerSecond * seconds);
  }
}
