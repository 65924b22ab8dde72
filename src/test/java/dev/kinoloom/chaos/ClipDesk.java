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
import java.util.Optional;

/** Where an operator asks a {@link ClipHouse} what it knows. Blocks. */
final class ClipDesk {
  /** Longest wait for an answer; whoever asked in doubt knows no more after it. */
  static final Duration ANSWER = Duration.ofSeconds(1);

  private static final String PREDICTIONS = "/v1/predictions";

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(1))
          .build();
  private final String url;

  ClipDesk(String url) {
    this.url = url;
  }

  /** Ends it if it has not ended; what it is now. Empty = nobody answers. */
  Optional<String> cancel(String handle) {
    try {
      return ok(send(request("/" + handle + "/cancel").POST(BodyPublishers.noBody())))
          .map(told -> told.path("status").asText());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** All that was ever booked. */
  JsonNode list() throws IOException {
    return ok(send(request("").GET()))
        .orElseThrow(() -> new IOException("no list"))
        .path("results");
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + PREDICTIONS + path)).timeout(ANSWER);
  }

  private static Optional<JsonNode> ok(HttpResponse<String> answer) {
    return answer.statusCode() == 200 ? Optional.of(Json.tree(answer.body())) : Optional.empty();
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }
}
