package dev.kinoloom.config;

import dev.kinoloom.domain.Invalid;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a node is told at its start. Settings that exist are valid.
 *
 * @param home directory of the embedded database, artifacts, tools and scratch files
 * @param http where the API listens
 * @param management where operators, health and metrics are; never the public port
 * @param database the store; without a URL an embedded one in the home
 * @param artifacts where finished files are kept
 * @param cluster how other nodes are found
 * @param node its lease and its end
 * @param retention how long what is kept
 * @param log how its lines look
 * @param telemetry where traces go
 * @param capacity how many tasks of a stage run here at once, by the stage's name; the rest have
 *     defaults
 */
public record Settings(
    Path home,
    Http http,
    Management management,
    Database database,
    Artifacts artifacts,
    Cluster cluster,
    Node node,
    Retention retention,
    Log log,
    Telemetry telemetry,
    Map<String, Integer> capacity) {
  public Settings {
    within("http.port", http.port(), 0, 65_535);
    within("management.port", management.at().port(), 0, 65_535);
    if (cluster.isJoined() && database.url() == null) {
      throw new Invalid(
          "cluster.join",
          "needs a database that all nodes share: set database.url to a PostgreSQL, or leave join out");
    }
    if (cluster.isJoined() && !artifacts.isShared()) {
      throw new Invalid(
          "cluster.join",
          "needs a place for files that all nodes share: set artifacts.directory to a directory that every node mounts, or artifacts.s3.bucket");
    }
    capacity = Map.copyOf(capacity);
    capacity.forEach((stage, tasks) -> within("capacity." + stage, tasks, 0, 256));
  }

  /**
   * An address to listen on.
   *
   * @param host name or address
   * @param port 0 = any free one
   */
  public record Http(String host, int port) {}

  /**
   * Where operators are let in.
   *
   * @param at where to listen
   * @param token by which they are known; null = one of the home, made by the first start
   */
  public record Management(Http at, @Nullable Secret token) {
    private static final int SHORTEST = 16;

    public Management {
      if (token != null && token.reveal().length() < SHORTEST) {
        throw new Invalid(
            "management.token", "must have at least %d characters".formatted(SHORTEST));
      }
    }
  }

  /**
   * A PostgreSQL ≥ 14.
   *
   * @param url e.g. {@code postgresql://host:5432/name}; null = embedded
   * @param user name
   * @param password kept out of logs
   * @param poolSizeMax connections for everything but the engine's own
   * @param patience how long {@code serve} waits at its start for one that is away; zero = not
   */
  public record Database(
      @Nullable String url,
      @Nullable String user,
      @Nullable Secret password,
      int poolSizeMax,
      Duration patience) {
    private static final Duration LONGEST = Duration.ofHours(24);

    public Database {
      within("database.poolSizeMax", poolSizeMax, 1, 100);
      if (patience.isNegative() || patience.compareTo(LONGEST) > 0) {
        throw new Invalid("database.patience", "must be 0 to 24h");
      }
    }
  }

  /**
   * Where finished files are kept.
   *
   * @param directory one that every node mounts; null = in the home, or in a bucket
   * @param s3 a bucket; null = in a directory
   */
  public record Artifacts(@Nullable Path directory, @Nullable S3 s3) {
    public Artifacts {
      if (directory != null && s3 != null) {
        throw new Invalid(
            "artifacts.directory", "and artifacts.s3.bucket name two places: keep one of them");
      }
    }

    /** Whether other nodes can read what this one keeps. */
    boolean isShared() {
      return directory != null || s3 != null;
    }
  }

  /**
   * A node of the cluster.
   *
   * @param name for people
   * @param roles what it does
   * @param leaseTtl how long a lease stands without being renewed
   * @param beat how often it is renewed; at most a third of the TTL
   * @param maxLost a task that lost its node so often fails
   * @param drain how long running tasks may go on after a SIGTERM before they are handed back
   * @param diskSpare bytes; with less room on a disk that it writes to, a node claims nothing
   */
  public record Node(
      String name,
      Roles roles,
      Duration leaseTtl,
      Duration beat,
      int maxLost,
      Duration drain,
      long diskSpare) {
    public Node {
      if (beat.isNegative() || beat.isZero() || beat.multipliedBy(3).compareTo(leaseTtl) > 0) {
        throw new Invalid("node.beat", "must be above zero and at most a third of node.leaseTtl");
      }
      within("node.maxLost", maxLost, 1, 100);
    }
  }

  /**
   * The log.
   *
   * @param format of a line
   * @param level from which on lines are written
   */
  public record Log(Format format, Level level) {
    public enum Format {
      TEXT,
      JSON
    }

    public enum Level {
      ERROR,
      WARN,
      INFO,
      DEBUG,
      TRACE
    }
  }

  /**
   * Traces.
   *
   * @param endpoint of an OpenTelemetry collector that takes OTLP over HTTP, e.g. {@code
   *     http://localhost:4318}; null = no traces
   * @param headers sent along, e.g. a key
   */
  public record Telemetry(@Nullable String endpoint, Map<String, Secret> headers) {
    public Telemetry {
      headers = Map.copyOf(headers);
      if (endpoint != null && !endpoint.matches("https?://[^\\s/?#]+[^\\s?#]*")) {
        throw new Invalid("telemetry.otlp.endpoint", "must be an http or https URL");
      }
    }
  }

  /** Nobody else has the database: it is the embedded one. */
  public boolean isAlone() {
    return database.url() == null;
  }

  /**
   * How long what has ended is kept; null = for ever, else an hour or more. What is referenced is
   * kept longer.
   *
   * @param jobs ended ones, with tasks and facts
   * @param checkpoints results that are found again
   * @param artifacts files that nobody names
   * @param idempotencyKeys after the request
   * @param audit what operators did
   */
  public record Retention(
      @Nullable Duration jobs,
      @Nullable Duration checkpoints,
      @Nullable Duration artifacts,
      @Nullable Duration idempotencyKeys,
      @Nullable Duration audit) {
    private static final Duration SHORTEST = Duration.ofHours(1);

    public Retention {
      requireLong("jobs", jobs);
      requireLong("checkpoints", checkpoints);
      requireLong("artifacts", artifacts);
      requireLong("idempotencyKeys", idempotencyKeys);
      requireLong("audit", audit);
    }

    private static void requireLong(String name, @Nullable Duration time) {
      if (time != null && time.compareTo(SHORTEST) < 0) {
        throw new Invalid("retention." + name, "must be an hour or more, or 0 for ever");
      }
    }
  }

  /** How many tasks of a stage run here at once. */
  public int capacity(String stage, int unlessSet) {
    return capacity.getOrDefault(stage, unlessSet);
  }

  static void within(String path, int value, int least, int most) {
    if (value < least || value > most) {
      throw new Invalid(path, "must be %d to %d, not %d".formatted(least, most, value));
    }
  }
}
