package dev.kinoloom.store;

import dev.kinoloom.config.Secret;
import dev.kinoloom.domain.Invalid;
import java.net.URI;
import java.net.URISyntaxException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Where a PostgreSQL database is, and as whom it is entered.
 *
 * @param host name or address
 * @param port 1 to 65535
 * @param database its name
 * @param user the role
 * @param password empty = none
 * @param tls how the connection is protected
 */
public record DatabaseAddress(
    String host, int port, String database, String user, Secret password, Tls tls) {

  /** As {@code sslmode} of libpq says it. */
  public enum Tls {
    DISABLE,
    /** If the server offers it. */
    PREFER,
    /** Encrypted, whoever the server is. */
    REQUIRE,
    /** Encrypted, and the certificate is one that this JVM trusts for this host. */
    VERIFY_FULL;

    String written() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * Reads {@code postgresql://[user[:password]@]host[:port]/database[?sslmode=…]}; {@code user} and
   * {@code password} win over those of the URL. Throws {@link Invalid}.
   */
  public static DatabaseAddress parse(
      String url, @Nullable String user, @Nullable Secret password) {
    var uri = uri(url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url);
    if (!"postgresql".equals(uri.getScheme()) && !"postgres".equals(uri.getScheme())) {
      throw new Invalid("database.url", "must begin with postgresql://");
    }
    var path = Objects.requireNonNullElse(uri.getPath(), "");
    if (uri.getHost() == null || path.length() < 2) {
      throw new Invalid("database.url", "must name host and database: postgresql://host/database");
    }
    var info = Objects.requireNonNullElse(uri.getUserInfo(), "").split(":", 2);
    var name = user == null ? info[0] : user;
    if (name.isEmpty()) {
      throw new Invalid("database.user", "must be set, here or in database.url");
    }
    return new DatabaseAddress(
        uri.getHost(),
        uri.getPort() < 0 ? 5432 : uri.getPort(),
        path.substring(1),
        name,
        password != null ? password : new Secret(info.length > 1 ? info[1] : ""),
        tls(uri.getQuery()));
  }

  private static URI uri(String url) {
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      // the text may hold a password: its parser's message is not handed on
      throw new Invalid("database.url", "must be a URL: postgresql://host:5432/database");
    }
  }

  private static Tls tls(@Nullable String query) {
    if (query == null) {
      return Tls.PREFER;
    }
    for (var tls : Tls.values()) {
      if (query.equals("sslmode=" + tls.written())) {
        return tls;
      }
    }
    throw new Invalid(
        "database.url",
        "may carry one parameter only: sslmode=disable, prefer, require or verify-full");
  }

  /** Another database of the same server. */
  public DatabaseAddress withDatabase(String name) {
    return new DatabaseAddress(host, port, name, user, password, tls);
  }

  /** A plain connection, for what is done before there are clients. */
  Connection open() throws SQLException {
    return DriverManager.getConnection(jdbcUrl(), entry());
  }

  /** One for a short look: a server that is there and says nothing for so long is given up. */
  Connection open(Duration silence) throws SQLException {
    var entry = entry();
    entry.setProperty("socketTimeout", Long.toString(silence.toSeconds()));
    return DriverManager.getConnection(jdbcUrl(), entry);
  }

  private Properties entry() {
    var entry = new Properties();
    entry.setProperty("user", user);
    entry.setProperty("password", password.reveal());
    return entry;
  }

  /** For the JDBC driver; carries no password. */
  String jdbcUrl() {
    return "jdbc:postgresql://%s:%d/%s?ApplicationName=kinoloom&connectTimeout=10&sslmode=%s%s"
        .formatted(
            host,
            port,
            database,
            tls.written(),
            tls == Tls.VERIFY_FULL ? "&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory" : "");
  }
}
