package dev.kinoloom.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kinoloom.codec.Json;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What operators see and do of paid calls, through whichever node answers. Blocks. */
final class Management {
  /** By which all nodes know them. */
  static final String TOKEN = "km_the-operator-of-the-chaos";

  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final int NOT_NOW = 409;

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
  private final List<String> urls;

  /** {@code urls}: of the nodes' management ports. */
  Management(List<String> urls) {
    this.urls = List.copyOf(urls);
  }

  /** The paid calls that no node looks after. */
  JsonNode doubts() throws IOException {
    return Json.tree(anywhere("/v1/paid-calls?limit=200", null).body()).path("data");
  }

  /** Whether somebody wants it; empty = it has become something else meanwhile. */
  Optional<Boolean> resolve(String call, Map<String, String> became) throws IOException {
    var answer = anywhere("/v1/paid-calls/%s/resolve".formatted(call), Json.encode(became));
    return answer.statusCode() == NOT_NOW
        ? Optional.empty()
        : Optional.of(Json.tree(answer.body()).path("wanted").asBoolean());
  }

  private HttpResponse<String> anywhere(String path, @Nullable String body) throws IOException {
    for (var url : urls) {
      var request =
          HttpRequest.newBuilder(URI.create(url + path))
              .timeout(ANSWER)
              .header("Authorization", "Bearer " + TOKEN);
      if (body != null) {
        request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
      }
      try {
        var answer = client.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() < 300 || answer.statusCode() == NOT_NOW) {
          return answer;
        }
        if (answer.statusCode() != 503) {
          throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException();
      } catch (IOException e) {
        // the next one
      }
    }
    throw new IOException("no node answers");
  }
}
