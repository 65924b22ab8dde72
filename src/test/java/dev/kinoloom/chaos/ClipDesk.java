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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Who asks a {@link ClipHouse}: nodes, and the operator. Blocks. */
final class ClipDesk {
  /** Longest wait for an answer; whoever asked in doubt knows no more after it. */
  static final Duration ANSWER = Duration.ofSeconds(1);

  /** So long until the next try where nobody says when. */
  static final Duration SOON = Duration.ofMillis(500);

  private static final String PREDICTIONS = "/v1/predictions";

  /** What an answer to a create proves. */
  enum Proof {
    BOOKED,
    NOT_BOOKED,
    /** It may have been booked, or not. */
    NOTHING
  }

  /**
   * What came of a create.
   *
   * @param text the handle if it was booked, else what was answered
   * @param after when it may be asked again
   */
  record Sent(Proof proof, String text, Duration after) {}

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(1))
          .build();
  private final String url;

  ClipDesk(String url) {
    this.url = url;
  }

  /** Only 4xx proves that nothing was booked: 5xx and silence prove nothing. */
  Sent create(String prompt, long effect) {
    var body = Json.encode(Map.of("input", Map.of("prompt", prompt, "reference", effect)));
    try {
      var answer = send(request("").POST(BodyPublishers.ofString(body)));
      int status = answer.statusCode();
      if (status == 201) {
        var handle = Json.tree(answer.body()).path("id").asText();
        return new Sent(Proof.BOOKED, handle, SOON);
      }
      boolean refused = status >= 400 && status < 500;
      return new Sent(
          refused ? Proof.NOT_BOOKED : Proof.NOTHING, "answered " + status, rest(answer));
    } catch (IOException e) {
      return new Sent(Proof.NOTHING, String.valueOf(e), SOON);
    }
  }

  private static Duration rest(HttpResponse<?> answer) {
    long seconds = answer.headers().firstValueAsLong("Retry-After").orElse(0);
    return seconds > 0 ? Duration.ofSeconds(seconds) : SOON;
  }

  /** Empty = no answer that says anything. */
  Optional<ClipBook.Status> look(String handle) {
    try {
      return ok(send(request("/" + handle).GET()))
          .map(told -> told.path("status").asText().toUpperCase(Locale.ROOT))
          .map(ClipBook.Status::valueOf);
    } catch (IOException e) {
      return Optional.empty();
    }
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

  /** The clip; empty = not to be had now. */
  Optional<byte[]> fetch(String handle) {
    var file = HttpRequest.newBuilder(URI.create(url + "/files/" + handle + ".mp4"));
    try {
      return Optional.of(send(file.timeout(ANSWER)))
          .filter(answer -> answer.statusCode() == 200)
          .map(answer -> answer.body().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      return Optional.empty();
    }
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
