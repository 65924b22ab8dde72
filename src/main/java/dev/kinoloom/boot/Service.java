package dev.kinoloom.boot;

import dev.kinoloom.api.Allowance;
import dev.kinoloom.api.ApiVerticle;
import dev.kinoloom.api.OpsRoutes;
import dev.kinoloom.bus.Echo;
import dev.kinoloom.config.Roles;
import dev.kinoloom.config.Settings;
import dev.kinoloom.http.OperatorCheck;
import dev.kinoloom.http.Routes;
import dev.kinoloom.http.Secrets;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP service on a node: the API on its port, operators and health on another. Blocks; for the
 * main thread.
 */
final class Service implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Service.class);
  private static final Duration MORE_PATIENCE = Duration.ofSeconds(60);

  private final Node node;
  private final Engine engine;
  private final Allowance allowance;
  private final Optional<String> url;
  private final String managementUrl;
  private final Optional<String> firstKey;
  private final List<VerticleBase> doors = new ArrayList<>();
  private volatile boolean leaving;

  /** {@code newKey}: the first key gets a new secret; the old one is worth nothing any more. */
  static Service start(Home home, ConfigLoader.Loaded settings, boolean newKey) {
    return start(home, settings, newKey, Plant::build);
  }

  /** The same with another {@code plant}. */
  static Service start(
      Home home,
      ConfigLoader.Loaded settings,
      boolean newKey,
      BiFunction<Node, Roles, Plant> plant) {
    var node = Node.join(home, settings, () -> require(settings.settings()));
    try {
      return new Service(node, newKey, plant);
    } catch (RuntimeException e) {
      node.close();
      throw e;
    }
  }

  /** What others must have for it to start: its ports, and the database, if it is not its own. */
  private static void require(Settings settings) {
    FreePorts.require(settings);
    DatabaseWait.until(settings);
  }

  private Service(Node node, boolean newKey, BiFunction<Node, Roles, Plant> making) {
    this.node = node;
    var settings = node.settings();
    var roles = settings.node().roles();
    var plant = making.apply(node, roles);
    engine = plant.engine();
    allowance = plant.allowance();
    try {
      Node.await(engine.start(node.isAlone()));
      url =
          roles.api()
              ? Optional.of(url(settings.http(), listen(plant, settings)))
              : Optional.empty();
      var commands = Secrets.ofOperator();
      var management = settings.management().at();
      managementUrl = url(management, manage(management, commands));
      firstKey = roles.api() ? Keys.first(node, newKey) : Optional.empty();
      url.ifPresent(api -> announce(api, commands));
    } catch (RuntimeException e) {
      giveUp();
      throw e;
    }
  }

  /** The others have counted it in, and it may hold work: it goes as one that was told to. */
  private void giveUp() {
    leaving = true;
    try {
      Node.await(engine.leave(Duration.ZERO));
    } catch (RuntimeException e) {
      log.warn("node did not leave cleanly; others take over", e);
    }
    shut();
  }

  private int listen(Plant plant, Settings settings) {
    var routes = new PublicRoutes(node, plant, engine::nodeOfSlot);
    return deploy(settings.http(), "http.port", true, PublicRoutes.LOOPS, routes::ofLoop);
  }

  /** {@code commands}: the token of this home's own commands. */
  private int manage(Settings.Http at, String commands) {
    var bus = new Echo(node.vertx());
    var ready = Health.ready(node, bus, engine, () -> leaving);
    var scrape = node.scrape(bus);
    var tokens =
        List.of(
            ManagementPort.operator(node),
            OperatorCheck.Token.of(ManagementPort.COMMAND_LINE, commands));
    return deploy(
        at,
        "management.port",
        false,
        1,
        () ->
            ManagementPort.routes(
                node,
                tokens,
                new StageNames(engine::nodeOfSlot),
                engine::wake,
                allowance::standing,
                new OpsRoutes(ready, scrape::text)));
  }

  private static String url(Settings.Http at, int port) {
    return "http://%s:%d".formatted(at.host(), port);
  }

  /** Answers the port: {@code loops} event loops listen there, each with routes of its own. */
  private int deploy(
      Settings.Http at, String setting, boolean traced, int loops, Supplier<List<Routes>> routes) {
    int port = loops > 1 && at.port() == 0 ? ApiVerticle.Listen.ANY_OF_ALL : at.port();
    var listen = new ApiVerticle.Listen(at.host(), port, traced);
    var some = Stream.generate(() -> new ApiVerticle(listen, routes.get())).limit(loops).toList();
    try {
      some.forEach(verticle -> Node.await(node.vertx().deployVerticle(verticle)));
    } catch (RuntimeException e) {
      throw e.getCause() instanceof BindException ? FreePorts.taken(at, setting, e) : e;
    }
    doors.addAll(some);
    return some.get(0).port();
  }

  /** Commands of this user find the service, and a key to it, in the home. */
  private void announce(String url, String commands) {
    var pid = ProcessHandle.current().pid();
    try {
      node.home()
          .announce(new Home.Serving(pid, url, Keys.renewLocal(node), managementUrl, commands));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the API is; empty = not on this node. */
  Optional<String> url() {
    return url;
  }

  /** Where operators, health and metrics are. */
  String managementUrl() {
    return managementUrl;
  }

  /** The secret of the first key, the one time that there is something to tell. */
  Optional<String> firstKey() {
    return firstKey;
  }

  /**
   * Says that it goes, lets running work end or hands it back, answers what was asked, and goes.
   * Requests are let in until whoever sends them had time to notice.
   */
  @Override
  public void close() {
    leaving = true;
    var drain = node.settings().node().drain();
    try {
      node.home().withdraw();
      Node.await(Future.join(engine.leave(drain), notice()), drain.plus(MORE_PATIENCE));
    } catch (IOException | RuntimeException e) {
      log.warn("node did not leave cleanly; others take over", e);
    }
    shut();
    node.close();
  }

  /** Nobody else answers for a node on its own, so nobody need notice. */
  private Future<?> notice() {
    var cluster = node.settings().cluster();
    return cluster.isJoined()
        ? node.vertx().timer(cluster.notice().toMillis(), TimeUnit.MILLISECONDS)
        : Future.succeededFuture();
  }

  private void shut() {
    try {
      Node.await(
          Future.join(
              doors.stream().map(door -> node.vertx().undeploy(door.deploymentID())).toList()));
    } catch (RuntimeException e) {
      log.warn("requests were cut short", e);
    }
  }
}
