package dev.kinoloom.boot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kinoloom.codec.Json;
import dev.kinoloom.domain.Invalid;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Calls of the API of the service that runs on the same home, with its key. What it refuses is
 * thrown as what it says: {@link Invalid}, {@link NotFound}, else {@link CannotStart}, which also
 * tells that it does not answer. Blocks.
 */
final class ServiceCalls {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PATIENCE_WITH_FILES = Duration.ofMinutes(10);

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final Home.Serving service;

  ServiceCalls(Home.Serving service) {
    this.service = service;
  }

  /** The service knows nothing of the kind. */
  static final class NotFound extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  JsonNode get(String path) {
    return answered(request(path).timeout(PATIENCE).GET().build());
  }

  /** {@code type}: media type of {@code body}. */
  JsonNode post(String path, String type, BodyPublisher body) {
    return answered(
        request(path).timeout(PATIENCE).header("Content-Type", type).POST(body).build());
  }

  /** {@code what}: its name in messages; {@code reader} gets its bytes as they come. */
  void download(String path, Object what, Consumer<InputStream> reader) {
    var answer =
        send(
            request(path).timeout(PATIENCE_WITH_FILES).GET().build(), BodyHandlers.ofInputStream());
    try (var body = answer.body()) {
      if (answer.statusCode() != 200) {
        throw new CannotStart(
            "The service answered %d to the download of %s.".formatted(answer.statusCode(), what));
      }
      reader.accept(body);
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(service.url() + path))
        .header("Authorization", "Bearer " + service.key());
  }

  private JsonNode answered(HttpRequest request) {
    var answer = send(request, BodyHandlers.ofString());
    return answer.statusCode() < 300 ? Json.tree(answer.body()) : refused(answer);
  }

  private <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> body) {
    try {
      return client.send(request, body);
    } catch (IOException e) {
      throw unreachable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotStart("Interrupted.", e);
    }
  }

  private static JsonNode refused(HttpResponse<String> answer) {
    if (answer.statusCode() == 404) {
      throw new NotFound();
    }
    var problem = Json.tree(answer.body());
    var errors = problem.path("errors");
    if (errors.size() > 0) {
      throw new Invalid(errors.get(0).path("field").asText(), errors.get(0).path("rule").asText());
    }
    throw new CannotStart(
        "%s: %s."
            .formatted(
                problem.path("title").asText("The service answered " + answer.statusCode()),
                problem.path("detail").asText()));
  }

  private CannotStart unreachable(IOException e) {
    return new CannotStart(
        "The service on %s (process %d) does not answer (%s). Jobs that it took are kept: 'kinoloom make --resume' goes on with the newest."
            .formatted(service.url(), service.pid(), e),
        e);
  }
}
