package dev.kinoloom.api;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.api.ApiVerticle.Listen;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ApiVerticleIT {
  private static final int CONNECTIONS = 8;

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client =
      vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(CONNECTIONS));
  private final Set<String> answered = ConcurrentHashMap.newKeySet();

  @AfterEach
  void close() throws Exception {
    vertx.close().await(10, SECONDS);
  }

  @Test
  void several_event_loops_answer_on_one_port_that_was_free() throws Exception {
    var listen = new Listen(Listen.LOCAL, Listen.ANY_OF_ALL);
    var first = new ApiVerticle(listen, List.of(router -> mount(router, "first")));
    var second = new ApiVerticle(listen, List.of(router -> mount(router, "second")));
    for (var door : List.of(first, second)) {
      vertx.deployVerticle(door).await(10, SECONDS);
    }

    assertThat(first.port()).isPositive().isEqualTo(second.port());
    var answers = new ArrayList<Future<Integer>>();
    for (int i = 0; i < CONNECTIONS; i++) {
      answers.add(status(first.port()));
    }
    for (var answer : answers) {
      assertThat(answer.await(10, SECONDS)).isEqualTo(204);
    }
    assertThat(answered).containsExactlyInAnyOrder("first", "second");
  }

  private void mount(Router router, String name) {
    router
        .route("/")
        .handler(
            ctx -> {
              answered.add(name);
              ctx.response().setStatusCode(204).end();
            });
  }

  /** All at once: each over a connection of its own. */
  private Future<Integer> status(int port) {
    return client
        .request(HttpMethod.GET, port, Listen.LOCAL, "/")
        .compose(request -> request.send())
        .map(answer -> answer.statusCode());
  }
}
