package dev.kinoloom.provider.replicate;

import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.provider.ClipProvider.Done;
import dev.kinoloom.provider.ClipProvider.Look;
import dev.kinoloom.provider.ClipProvider.Over;
import dev.kinoloom.provider.ClipProvider.Underway;
import dev.kinoloom.provider.ProviderException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A prediction as Replicate tells of it. */
final class Prediction {
  private final JsonObject told;
  private final Trouble trouble;

  private Prediction(JsonObject told, Trouble trouble) {
    this.told = told;
    this.trouble = trouble;
  }

  /** Throws BAD_OUTPUT when it is none. */
  static Prediction read(Buffer body, Trouble trouble) {
    try {
      return new Prediction(body.toJsonObject(), trouble);
    } catch (DecodeException | ClassCastException e) {
      throw unreadable();
    }
  }

  /** Throws BAD_OUTPUT where its status is none that is known. */
  Look look() {
    return switch (text("status")) {
      case "starting" -> new Underway(null);
      case "processing" -> new Underway(LogProgress.of(text("logs")));
      case "succeeded" ->
          output(told.getValue("output"))
              .<Look>map(file -> new Done(file, predictTime()))
              .orElseGet(() -> new Over("The clip was made, but where it is, is not told.", false));
      case "failed" -> new Over("The clip failed: " + reason(), false);
      case "canceled" -> new Over("The clip was cancelled while it was made.", true);
      case "aborted" -> new Over("The clip was given up before it was begun.", true);
      default -> throw unreadable();
    };
  }

  private String text(String name) {
    return told.getValue(name) instanceof String text ? text : "";
  }

  private String reason() {
    var error = trouble.shown(text("error"));
    return error.isEmpty() ? "no reason is told." : error;
  }

  /** One file, or the first of several. */
  private static Optional<URI> output(@Nullable Object value) {
    if (value instanceof JsonArray several && !several.isEmpty()) {
      return output(several.getValue(0));
    }
    try {
      return value instanceof String text
          ? Optional.of(URI.create(text)).filter(uri -> uri.getHost() != null)
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private @Nullable Duration predictTime() {
    return told.getValue("metrics") instanceof JsonObject metrics
            && metrics.getValue("predict_time") instanceof Number seconds
            && seconds.doubleValue() >= 0
            && seconds.doubleValue() < 1e9
        ? Duration.ofMillis(Math.round(seconds.doubleValue() * 1000))
        : null;
  }

  private static ProviderException unreadable() {
    return new ProviderException(
        Replicate.ID,
        FailureKind.BAD_OUTPUT,
        "Replicate answered something that is no prediction.");
  }
}
