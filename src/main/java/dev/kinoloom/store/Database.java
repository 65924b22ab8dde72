package dev.kinoloom.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import io.vertx.sqlclient.ClientBuilder;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The connections of one process to its database: few, and pipelined where nothing is locked.
 * Everything is bounded: their number, who waits for one, how long a statement may run and how long
 * an answer may take. A connection that broke is replaced by the next call.
 */
public final class Database {
  /** Longest run of a statement, by the server's clock. */
  static final Duration STATEMENT = Duration.ofSeconds(30);

  /** Longest wait for an answer; beyond {@link #STATEMENT}, because then only the wire is left. */
  static final Duration ANSWER = Duration.ofSeconds(40);

  private static final int WAITING_MAX = 4096;
  private static final int PIPELINE_MAX = 64;

  private final Wire beats;
  private final Wire engine;
  private final Wire accepts;
  private final Wire reads;

  private Database(Wire beats, Wire engine, Wire accepts, Wire reads) {
    this.beats = beats;
    this.engine = engine;
    this.accepts = accepts;
    this.reads = reads;
  }

  /**
   * Makes the clients; connections are opened when they are first needed. Statements that lock have
   * a connection each while they run: pipelined, all would wait behind the first one's.
   *
   * @param engineConnections for the engine's calls; few with large batches beat many
   * @param readConnections for lists and logs, so that they wait for no lock
   */
  public static Database at(
      Vertx vertx, DatabaseAddress address, int engineConnections, int readConnections) {
    return at(vertx, address, engineConnections, readConnections, ANSWER);
  }

  static Database at(
      Vertx vertx,
      DatabaseAddress address,
      int engineConnections,
      int readConnections,
      Duration answer) {
    return new Database(
        wire(vertx, PgBuilder::pool, "beats", address, 1, answer),
        wire(vertx, PgBuilder::pool, "engine", address, engineConnections, answer),
        wire(vertx, PgBuilder::pool, "accepts", address, JobStore.ACCEPTS_AT_ONCE, answer),
        wire(vertx, PgBuilder::client, "reads", address, readConnections, answer));
  }

  /** {@code name}: under which the server and the metrics know these connections. */
  private static Wire wire(
      Vertx vertx,
      Supplier<ClientBuilder<? extends SqlClient>> kind,
      String name,
      DatabaseAddress address,
      int connections,
      Duration answer) {
    var entry = entry(address, name);
    return new Wire(
        () ->
            kind.get()
                .with(
                    new PoolOptions()
                        .setName(name)
                        .setMaxSize(connections)
                        .setMaxWaitQueueSize(WAITING_MAX)
                        .setConnectionTimeout(10)
                        .setConnectionTimeoutUnit(TimeUnit.SECONDS))
                .with(new NetClientOptions().setConnectTimeout(5_000).setTcpKeepAlive(true))
                .connectingTo(new PgConnectOptions(entry))
                .using(vertx)
                .build(),
        answer);
  }

  private static PgConnectOptions entry(DatabaseAddress address, String name) {
    var options =
        new PgConnectOptions()
            .setHost(address.host())
            .setPort(address.port())
            .setDatabase(address.database())
            .setUser(address.user())
            .setPassword(address.password().reveal())
            .setCachePreparedStatements(true)
            .setPreparedStatementCacheMaxSize(128)
            .setPreparedStatementCacheSqlLimit(16_384)
            .setPipeliningLimit(PIPELINE_MAX)
            .setReconnectAttempts(2)
            .setReconnectInterval(200)
            .setTracingPolicy(TracingPolicy.IGNORE);
    settings(name).forEach(options::addProperty);
    return protect(options, address.tls());
  }

  /**
   * What the server holds against a client that hangs or vanishes while it holds locks; and plans
   * by index, row by row, made once. They are kept for the life of a connection, often from when
   * the tables were empty and any plan looked good: it would read whole tables for ever (75,000
   * tasks: half of the server's time), or, if made anew for each call, cost half of a read's time.
   */
  private static Map<String, String> settings(String name) {
    return Map.ofEntries(
        Map.entry("application_name", "kinoloom-" + name),
        Map.entry("statement_timeout", Long.toString(STATEMENT.toMillis())),
        Map.entry("idle_in_transaction_session_timeout", "10000"),
        Map.entry("tcp_keepalives_idle", "10"),
        Map.entry("tcp_keepalives_interval", "3"),
        Map.entry("tcp_keepalives_count", "3"),
        Map.entry("tcp_user_timeout", "20000"),
        Map.entry("plan_cache_mode", "force_generic_plan"),
        Map.entry("enable_seqscan", "off"),
        Map.entry("enable_bitmapscan", "off"),
        Map.entry("enable_hashjoin", "off"),
        Map.entry("enable_mergejoin", "off"),
        Map.entry("enable_material", "off"),
        Map.entry("jit", "off"));
  }

  private static PgConnectOptions protect(PgConnectOptions options, DatabaseAddress.Tls tls) {
    return switch (tls) {
      case DISABLE -> options.setSslMode(SslMode.DISABLE);
      case PREFER ->
          options
              .setSslMode(SslMode.PREFER)
              .setSslOptions(new ClientSSLOptions().setTrustAll(true));
      case REQUIRE ->
          options
              .setSslMode(SslMode.REQUIRE)
              .setSslOptions(new ClientSSLOptions().setTrustAll(true));
      case VERIFY_FULL ->
          options
              .setSslMode(SslMode.VERIFY_FULL)
              .setSslOptions(new ClientSSLOptions().setHostnameVerificationAlgorithm("HTTPS"));
    };
  }

  /** For the node's lease, which must not be lost behind calls that wait for locks. */
  Wire beats() {
    return beats;
  }

  /** For the engine's calls. */
  Wire engine() {
    return engine;
  }

  /**
   * For batches of new jobs. Each has its connection to itself: pipelined ones would all take the
   * first, and one after the other.
   */
  Wire accepts() {
    return accepts;
  }

  /** For reads that lock nothing. */
  Wire reads() {
    return reads;
  }

  /** Asks the database for nothing: succeeds when it answers. */
  public Future<Void> ping() {
    return reads.ping();
  }

  public Future<Void> close() {
    return Future.join(beats.close(), engine.close(), accepts.close(), reads.close()).mapEmpty();
  }
}
