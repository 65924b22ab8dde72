package dev.kinoloom.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.api.WebhookRoutes;
import dev.kinoloom.codec.Json;
import dev.kinoloom.http.SignedWebhook;
import dev.kinoloom.store.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that Replicate tells of clips which are ready, from the request to the film. */
class ClipWebhookIT {
  private static final String DONE = "{\"id\":\"film1\",\"status\":\"succeeded\"}";

  /** Of the task whose clip is under way: nobody would look for an hour. */
  private static final String PUT_OFF =
      """
      with put as (
        update kinoloom.task t set due = now() + interval '1 hour'
        from kinoloom.effect e
        where e.job_id = t.job_id and e.no = t.no and e.handle = 'film1' and t.state = 2
        returning 1)
      select count(*) from put
      """;

  private final TestDatabase database = TestDatabase.create();
  private final HttpClient client = HttpClient.newHttpClient();
  @TempDir Path dir = Path.of(".");
  private FilmHouse films;
  private Service service;

  @BeforeEach
  void open() throws Exception {
    films = new FilmHouse(TestClip.in(dir));
    films.status = "processing";
    var address = database.address();
    var said =
        Map.of(
            "http.port",
            "0",
            "management.port",
            "0",
            "database.url",
            "postgresql://%s:%d/%s?sslmode=disable"
                .formatted(address.host(), address.port(), address.database()),
            "database.user",
            address.user(),
            "database.password",
            address.password().reveal(),
            "providers.replicate.model",
            "owner/films",
            "providers.replicate.baseUrl",
            films.url() + "/v1",
            "providers.replicate.webhook.url",
            "https://videos.example",
            "providers.replicate.webhook.secret",
            SignedWebhook.SECRET);
    var home = Files.createDirectories(dir.resolve("home"));
    service =
        Service.start(new Home(home), new ConfigLoader(Map.of()).load(home, null, said), false);
  }

  @AfterEach
  void close() {
    service.close();
    films.close();
    database.close();
  }

  @Test
  void a_webhook_that_is_signed_brings_the_next_look_forward_and_no_other_does() throws Exception {
    long job = asked();
    assertThat(films.looked.await(60, TimeUnit.SECONDS)).isTrue();
    database.awaitTrue(PUT_OFF, 30);
    films.status = "succeeded";

    long now = Instant.now().getEpochSecond();
    assertThat(told(now, SignedWebhook.signature("another", now, DONE))).isEqualTo(401);
    assertThat(database.number(PUT_OFF)).as("still waits").isOne();
    assertThat(told(now, SignedWebhook.signature("msg", now, DONE))).isEqualTo(204);

    assertThat(ended(job)).isEqualTo("completed");
    assertThat(films.webhooks)
        .containsExactly("https://videos.example/v1/providers/replicate/webhook");
  }

  private int told(long now, String signature) throws Exception {
    var request =
        at(WebhookRoutes.PATH)
            .header("Content-Type", "application/json")
            .header("webhook-id", "msg")
            .header("webhook-timestamp", Long.toString(now))
            .header("webhook-signature", signature)
            .POST(BodyPublishers.ofString(DONE));
    return client.send(request.build(), BodyHandlers.ofString()).statusCode();
  }

  private long asked() throws Exception {
    var body =
        Map.of(
            "brief", "A lighthouse tells ships where the rocks are.",
            "kind", "script",
            "options", Map.of("preset", "debug", "clips", 1));
    return Json.tree(
            send(at("/api/videos/generate")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(Json.encode(body))))
                .body())
        .path("jobId")
        .asLong();
  }

  private String ended(long job) throws Exception {
    var status = send(at("/api/videos/%d/status".formatted(job)).header("Prefer", "wait=50"));
    return Json.tree(status.body()).path("status").asText();
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    var key = service.firstKey().orElseThrow();
    var answer =
        client.send(
            request
                .header("Authorization", "Bearer " + key)
                .timeout(Duration.ofSeconds(60))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    return answer;
  }

  private HttpRequest.Builder at(String path) {
    return HttpRequest.newBuilder(URI.create(service.url().orElseThrow() + path));
  }
}
