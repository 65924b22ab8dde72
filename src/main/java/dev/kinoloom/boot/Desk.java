package dev.kinoloom.boot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kinoloom.api.ApiVerticle;
import dev.kinoloom.codec.Json;
import dev.kinoloom.domain.Invalid;
import dev.kinoloom.http.OperatorCheck.Token;
import dev.kinoloom.http.Secrets;
import dev.kinoloom.store.EmbeddedPostgres;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where an operator's commands are done: by the service that runs on the same home, otherwise on
 * the home's database, by the same routes, served to this process alone. Blocks; for the command's
 * own thread.
 */
final class Desk implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int PAGE = 200;

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final String url;
  private final String token;
  private final @Nullable Node own;

  private Desk(String url, String token, @Nullable Node own) {
    this.url = url;
    this.token = token;
    this.own = own;
  }

  /**
   * Throws {@link CannotStart} where an answer would be of a database that was made for it: an
   * empty list on a mistyped home, or on that of a node that was told its database otherwise, looks
   * like lost work. {@code begins}: a home of nobody may begin so.
   */
  static void requireDatabase(Home home, ConfigLoader.Loaded settings, boolean begins) {
    boolean made = begins && !home.isOnAnotherDatabase();
    if (!made
        && settings.settings().database().url() == null
        && !EmbeddedPostgres.isIn(home.root())
        && running(home) == null) {
      throw new CannotStart(
          "Nothing runs on the home %s, and it has no database: name the right home with --home or KINOLOOM_HOME, or the database with --config or KINOLOOM_DATABASE_URL. 'kinoloom serve' begins a new one."
              .formatted(home.root()));
    }
  }

  static Desk open(Home home, ConfigLoader.Loaded settings) {
    var running = running(home);
    if (running == null) {
      return own(Node.open(home, settings));
    }
    if (running.management() == null || running.token() == null) {
      throw new CannotStart(
          "The service that runs on this home (process %d) is of an earlier version: restart it."
              .formatted(running.pid()));
    }
    return new Desk(running.management(), running.token(), null);
  }

  private static Home.@Nullable Serving running(Home home) {
    try {
      return home.running().orElse(null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Nothing is made in this process. */
  private static Desk own(Node node) {
    try {
      var token = Secrets.ofOperator();
      var routes =
          ManagementPort.routes(
              node,
              List.of(Token.of(ManagementPort.COMMAND_LINE, token)),
              StageNames.withoutSlots(),
              () -> {},
              key -> Future.succeededFuture());
      var api = new ApiVerticle(new ApiVerticle.Listen(ApiVerticle.Listen.LOCAL, 0), routes);
      Node.await(node.vertx().deployVerticle(api));
      return new Desk("http://%s:%d".formatted(ApiVerticle.Listen.LOCAL, api.port()), token, node);
    } catch (RuntimeException e) {
      node.close();
      throw e;
    }
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** A value as it stands in a query. */
  static String query(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  JsonNode get(String path) {
    return exchange("GET", path, null);
  }

  JsonNode post(String path) {
    return exchange("POST", path, null);
  }

  JsonNode post(String path, ObjectNode body) {
    return exchange("POST", path, body);
  }

  JsonNode patch(String path, ObjectNode body) {
    return exchange("PATCH", path, body);
  }

  void delete(String path) {
    exchange("DELETE", path, null);
  }

  /**
   * What a list has, page by page, until there is no more, or {@code most} were told. {@code path}
   * has a query; {@code cursor} is the name under which the next page is asked for.
   */
  void each(String path, String cursor, int most, Consumer<JsonNode> told) {
    var next = "";
    for (int left = most; left > 0; ) {
      var page = get("%s&limit=%d%s".formatted(path, Math.min(PAGE, left), next));
      for (var one : page.path("data")) {
        told.accept(one);
        left--;
      }
      if (!page.path("hasMore").asBoolean()) {
        return;
      }
      var name = "next" + Character.toUpperCase(cursor.charAt(0)) + cursor.substring(1);
      next = "&%s=%s".formatted(cursor, page.path(name).asText());
    }
  }

  /** The id of a key that was named by its id or its name. */
  int key(String named) {
    if (named.matches("[1-9]\\d{0,8}")) {
      return Integer.parseInt(named);
    }
    var found = get("/v1/keys?name=" + query(named)).path("data");
    if (found.isEmpty()) {
      var known = new ArrayList<String>();
      each("/v1/keys?after=0", "after", 1_000, key -> known.add(key.path("name").asText()));
      throw new CannotStart(
          "There is no key '%s'%s"
              .formatted(
                  named,
                  NearestName.of(named, known)
                      .map("; did you mean '%s'?"::formatted)
                      .orElse("; 'kinoloom keys' lists them.")));
    }
    return found.get(0).path("id").asInt();
  }

  private JsonNode exchange(String method, String path, @Nullable ObjectNode body) {
    var request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + token);
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    request.method(
        method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()));
    try {
      var answer = client.send(request.build(), BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw refused(answer);
      }
      return answer.body().isEmpty() ? object() : Json.tree(answer.body());
    } catch (IOException e) {
      throw new CannotStart(
          "The management port on %s does not answer (%s); whether the command was carried out is told by 'kinoloom audit'."
              .formatted(url, e),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotStart("Interrupted.", e);
    }
  }

  private static RuntimeException refused(HttpResponse<String> answer) {
    try {
      var problem = Json.tree(answer.body());
      var first = problem.path("errors").path(0);
      if (first.isObject()) {
        return new Invalid(first.path("field").asText(), first.path("rule").asText());
      }
      var detail = problem.path("detail").asText();
      return answer.statusCode() == 404 && !detail.isEmpty()
          ? unknown(answer.uri().getPath(), detail)
          : new CannotStart("%s: %s.".formatted(problem.path("title").asText(), detail));
    } catch (Json.Unreadable e) {
      return new CannotStart("The management port answered %d.".formatted(answer.statusCode()), e);
    }
  }

  /** What was named is not there; the path says of what kind it would be. */
  private static CannotStart unknown(String path, String detail) {
    var kind = path.split("/", 4)[2];
    return new CannotStart(
        "%s%s; 'kinoloom %s' lists what there is."
            .formatted(
                detail.substring(0, 1).toUpperCase(Locale.ROOT),
                detail.substring(1),
                switch (kind) {
                  case "dead-letters" -> "jobs dead";
                  case "paid-calls" -> "jobs doubts";
                  default -> kind;
                }));
  }

  @Override
  public void close() {
    if (own != null) {
      own.close();
    }
  }
}
