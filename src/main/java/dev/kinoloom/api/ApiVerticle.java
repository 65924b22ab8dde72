package dev.kinoloom.api;

import dev.kinoloom.http.Doorstep;
import dev.kinoloom.http.Routes;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Listens, and serves its routes, the entrance first. Each instance has routes of its own. */
public final class ApiVerticle extends VerticleBase {
  private static final int IDLE_SECONDS = 60;
  private static final int LAST_ANSWERS_SECONDS = 5;

  /**
   * Where.
   *
   * @param host name or address; the default lets in only this machine
   * @param port 0 = any that is free; {@link #ANY_OF_ALL}
   * @param traced each request is a span, where traces are on
   */
  public record Listen(String host, int port, boolean traced) {
    public static final String LOCAL = "127.0.0.1";

    /** Any that is free, and the same one for all that ask for this. */
    public static final int ANY_OF_ALL = -1;

    public Listen(String host, int port) {
      this(host, port, false);
    }
  }

  private final Listen listen;
  private final List<Routes> routes;
  private @Nullable HttpServer server;

  public ApiVerticle(Listen listen, List<Routes> routes) {
    this.listen = listen;
    this.routes = List.copyOf(routes);
  }

  @Override
  public Future<?> start() {
    var router = Router.router(vertx);
    routes.forEach(some -> some.mount(router));
    var options = options();
    var listening = Doorstep.before(router, vertx.createHttpServer(options), options);
    server = listening;
    return listening.listen(listen.port(), listen.host());
  }

  @Override
  public Future<?> stop() {
    var closed = Future.join(routes.stream().map(Routes::close).toList());
    var listening = server;
    return listening == null ? closed : closed.eventually(() -> shut(listening));
  }

  /** What is being answered is answered, if that does not take long. */
  private static Future<Void> shut(HttpServer server) {
    return server.shutdown(LAST_ANSWERS_SECONDS, TimeUnit.SECONDS);
  }

  /** The port it listens on; only once it is deployed. */
  public int port() {
    return server == null ? 0 : server.actualPort();
  }

  private HttpServerOptions options() {
    return new HttpServerOptions()
        .setHttp2ClearTextEnabled(false)
        .setIdleTimeout(IDLE_SECONDS)
        .setIdleTimeoutUnit(TimeUnit.SECONDS)
        .setTracingPolicy(listen.traced() ? TracingPolicy.ALWAYS : TracingPolicy.IGNORE)
        .setMaxInitialLineLength(4_096)
        .setMaxHeaderSize(16_384);
  }
}
