package dev.kinoloom.http;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.Invalid;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FailuresIT {
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() throws Exception {
    vertx.close().await(10, SECONDS);
  }

  private HttpResponse<Buffer> answerTo(RuntimeException failure) throws Exception {
    var router = Router.router(vertx);
    Entrance.open(() -> "the-id").mount(router);
    router
        .get("/fails")
        .handler(
            ctx -> {
              throw failure;
            });
    var server =
        vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").await(10, SECONDS);
    return WebClient.create(vertx)
        .get(server.actualPort(), "127.0.0.1", "/fails")
        .send()
        .await(10, SECONDS);
  }

  @Test
  void a_bug_is_told_by_its_correlation_id_and_by_nothing_else() throws Exception {
    var answer = answerTo(new IllegalStateException("secret: password in /etc/x"));
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.bodyAsString()).contains("the-id").doesNotContain("secret", "Illegal", "etc");
  }

  @Test
  void a_full_disk_is_said_without_its_path() throws Exception {
    var answer = answerTo(new Failed(FailureKind.RESOURCES, "The disk (/data/x) is full."));
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.getHeader("Retry-After")).isEqualTo("60");
    assertThat(answer.bodyAsString()).doesNotContain("/data/x");
  }

  @Test
  void another_classified_failure_is_a_bug_here() throws Exception {
    assertThat(answerTo(new Failed(FailureKind.TIMEOUT, "x")).statusCode()).isEqualTo(500);
  }

  @Test
  void an_invalid_value_names_its_field() throws Exception {
    var answer = answerTo(new Invalid("seconds", "must be 15 to 1800, not 7"));
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.bodyAsJsonObject().getString("detail"))
        .isEqualTo("seconds must be 15 to 1800, not 7");
  }
}
