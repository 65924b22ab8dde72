package dev.kinoloom.api;

import static dev.kinoloom.api.TestService.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.http.Routes;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessIT {
  private TestService service;

  @BeforeEach
  void serve(@TempDir Path home) throws Exception {
    service = new TestService(home);
  }

  @AfterEach
  void close() throws Exception {
    service.close();
  }

  @Test
  void without_a_key_nothing_below_api_or_v1_is_answered() throws Exception {
    for (var operation : service.contract().operations()) {
      var parts = operation.split(" ", 2);
      var path = parts[1].replace("{id}", "1");
      var answer = await(service.request(HttpMethod.valueOf(parts[0]), path).send());
      if (path.equals(WebhookRoutes.PATH)) {
        assertThat(answer.statusCode()).as("signed, in place of a key").isEqualTo(415);
      } else if (path.startsWith("/api/") || path.startsWith("/v1/")) {
        assertThat(answer.statusCode()).as(operation).isEqualTo(401);
        assertThat(answer.getHeader("WWW-Authenticate")).startsWith("Bearer");
      } else {
        assertThat(answer.statusCode()).as(operation).isEqualTo(200);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer kl_wrong-but-well-formed-key",
        "Bearer nonsense",
        "Bearer ",
        "Basic a2xfOng=",
        "Bearer kl_test-secret-of-the-first-key extra",
        "kl_test-secret-of-the-first-key"
      })
  void every_wrong_key_has_the_same_answer(String authorization) throws Exception {
    var answer =
        await(
            service
                .request(HttpMethod.GET, "/api/videos")
                .putHeader("Authorization", authorization)
                .putHeader("X-Correlation-Id", "same")
                .send());
    var none =
        await(
            service
                .request(HttpMethod.GET, "/api/videos")
                .putHeader("X-Correlation-Id", "same")
                .send());
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.bodyAsString()).isEqualTo(none.bodyAsString());
  }

  @Test
  void the_key_may_come_in_either_header() throws Exception {
    var bearer =
        await(
            service
                .request(HttpMethod.GET, "/api/videos")
                .putHeader("authorization", "bearer " + TestService.SECRET)
                .send());
    var header =
        await(
            service
                .request(HttpMethod.GET, "/api/videos")
                .putHeader("X-API-Key", TestService.SECRET)
                .send());
    assertThat(bearer.statusCode()).isEqualTo(200);
    assertThat(header.statusCode()).isEqualTo(200);
  }

  @Test
  void a_sane_correlation_id_is_echoed_and_another_is_replaced() throws Exception {
    assertThat(correlated("order-66/a.b:c")).isEqualTo("order-66/a.b:c");
    assertThat(correlated("x".repeat(101))).hasSize(36);
    assertThat(correlated("a b<script>")).hasSize(36);
  }

  private String correlated(String id) throws Exception {
    var answer =
        await(
            service
                .as(TestService.SECRET, HttpMethod.GET, "/api/videos/1/status")
                .putHeader("X-Correlation-Id", id)
                .send());
    assertThat(answer.bodyAsJsonObject().getString("correlationId"))
        .isEqualTo(answer.getHeader("X-Correlation-Id"));
    return answer.getHeader("X-Correlation-Id");
  }

  @Test
  void every_answer_tells_browsers_to_take_it_for_what_it_is() throws Exception {
    for (var path : List.of("/api/videos", "/api/videos/9/status", "/openapi.yaml", "/nowhere")) {
      var answer = service.get(path);
      assertThat(answer.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(answer.getHeader("Content-Security-Policy")).contains("default-src 'none'");
    }
  }

  @Test
  void the_contract_is_served_as_it_stands() throws Exception {
    var answer = await(service.request(HttpMethod.GET, "/openapi.yaml").send());
    assertThat(answer.getHeader("Content-Type")).isEqualTo("application/yaml");
    assertThat(answer.bodyAsString())
        .startsWith("openapi: 3.1.0")
        .isEqualTo(service.contract().text().toString());
  }

  @Test
  void every_route_stands_in_the_contract_and_every_operation_is_mounted() throws Exception {
    var router = Router.router(service.vertx);
    for (Routes routes : service.routes()) {
      routes.mount(router);
    }
    var mounted = new TreeSet<String>();
    for (var route : router.getRoutes()) {
      if (route.methods() != null && route.getPath() != null) {
        route
            .methods()
            .forEach(m -> mounted.add(m + " " + route.getPath().replaceAll(":(\\w+)", "{$1}")));
      }
    }
    assertThat(mounted).isEqualTo(service.contract().operations());
  }
}
