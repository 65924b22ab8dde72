package dev.kinoloom.api;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.api.OpsRoutes.Finding;
import dev.kinoloom.http.Entrance;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpsRoutesIT {
  private final Vertx vertx = Vertx.vertx();
  private final AtomicReference<Future<Finding>> database =
      new AtomicReference<>(Future.succeededFuture(Finding.good(Map.of("millis", 3))));
  private final ApiVerticle ops =
      new ApiVerticle(
          new ApiVerticle.Listen(ApiVerticle.Listen.LOCAL, 0),
          List.of(
              Entrance.open(() -> "id"),
              new OpsRoutes(
                  List.of(new OpsRoutes.Check("database", database::get)),
                  () -> Future.succeededFuture("jobs_total 7\n"))));

  @BeforeEach
  void serve() throws Exception {
    vertx.deployVerticle(ops).await(10, SECONDS);
  }

  @AfterEach
  void close() throws Exception {
    vertx.close().await(10, SECONDS);
  }

  private HttpResponse<Buffer> get(String path) throws Exception {
    return WebClient.create(vertx)
        .get(ops.port(), ApiVerticle.Listen.LOCAL, path)
        .send()
        .await(10, SECONDS);
  }

  @Test
  void it_is_ready_while_every_check_says_so() throws Exception {
    assertThat(get("/health/ready").statusCode()).isEqualTo(200);
    assertThat(get("/health/ready").bodyAsJsonObject().getJsonArray("checks").getJsonObject(0))
        .isEqualTo(new JsonObject().put("check", "database").put("ok", true).put("millis", 3));
    database.set(Future.succeededFuture(new Finding(false, Map.of())));
    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
    assertThat(get("/health/ready").bodyAsString()).contains("database");
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void a_check_that_fails_or_never_answers_is_a_no() throws Exception {
    database.set(Future.failedFuture(new IllegalStateException("gone")));
    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
    database.set(Promise.<Finding>promise().future());
    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
  }

  @Test
  void metrics_are_given_as_they_are() throws Exception {
    assertThat(get("/metrics").bodyAsString()).isEqualTo("jobs_total 7\n");
    assertThat(get("/metrics").getHeader("Content-Type")).startsWith("text/plain");
  }
}
