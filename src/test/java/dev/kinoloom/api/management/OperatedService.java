package dev.kinoloom.api.management;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.kinoloom.api.ApiVerticle;
import dev.kinoloom.http.Routes;
import dev.kinoloom.store.Database;
import dev.kinoloom.store.Operations;
import dev.kinoloom.store.Stores;
import dev.kinoloom.store.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.WebClient;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** What operators and holders of keys look at: a real database of its own, behind real HTTP. */
final class OperatedService implements AutoCloseable {
  /** Of a pipeline of one stage, where node 1 looks after slot 7. */
  static final Names NAMES =
      new Names() {
        @Override
        public String task(int no) {
          return "stage/" + no;
        }

        @Override
        public String lane(int lane) {
          return "stage";
        }

        @Override
        public Optional<Integer> nodeOfSlot(int slot) {
          return slot == 7 ? Optional.of(1) : Optional.empty();
        }
      };

  final Vertx vertx = Vertx.vertx();
  final TestDatabase database = TestDatabase.create();
  private final Database connected = database.connect(vertx);
  final Stores stores = Stores.over(connected);
  final Operations operations = Operations.over(connected);
  private final WebClient client = WebClient.create(vertx);
  private int port;

  static <T> T await(Future<T> future) {
    try {
      return future.await(30, SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("no answer", e);
    }
  }

  void serve(List<Routes> routes) {
    var api = new ApiVerticle(new ApiVerticle.Listen(ApiVerticle.Listen.LOCAL, 0), routes);
    await(vertx.deployVerticle(api));
    port = api.port();
  }

  int port() {
    return port;
  }

  HttpRequest<Buffer> request(HttpMethod method, String path) {
    return client.request(method, port, ApiVerticle.Listen.LOCAL, path);
  }

  @Override
  public void close() {
    await(connected.close());
    await(vertx.close());
    database.close();
  }
}
