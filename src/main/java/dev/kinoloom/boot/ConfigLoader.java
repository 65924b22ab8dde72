package dev.kinoloom.boot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kinoloom.config.Cluster;
import dev.kinoloom.config.Roles;
import dev.kinoloom.config.Secret;
import dev.kinoloom.config.Settings;
import dev.kinoloom.domain.Invalid;
import dev.kinoloom.ops.Masks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Settings from the defaults in the jar, then a file, then the environment; each may only set what
 * the defaults name. Everything that is wrong is said by its path.
 */
final class ConfigLoader {
  private static final Pattern SECRET =
      Pattern.compile("password|apikey|secret|token$", Pattern.CASE_INSENSITIVE);

  private final Map<String, String> environment;

  ConfigLoader(Map<String, String> environment) {
    this.environment = environment;
  }

  /** What a node is told, and the part of it that each vendor reads for itself. */
  record Loaded(Settings settings, ConfigTree providers) {}

  /**
   * {@code file} null = {@code kinoloom.yaml} of the home, if it is there. Throws {@link Invalid}.
   */
  Loaded load(Path home, @Nullable Path file) {
    return load(home, file, Map.of());
  }

  /**
   * {@code options}: what the command line says, by the path of the setting; it has the last word.
   */
  Loaded load(Path home, @Nullable Path file, Map<String, String> options) {
    var layers = new SettingLayers(environment);
    var chosen = file == null ? home.resolve("kinoloom.yaml") : file;
    if (file != null || Files.exists(chosen)) {
      layers.file(chosen);
    }
    var tree = layers.environment().options(options).tree();
    hideSecrets(tree);
    var root = new ConfigTree(tree, "");
    var settings = settings(home, root);
    Masks.hide(settings.telemetry().headers().values().stream().map(Secret::reveal).toList());
    return new Loaded(settings, root.child("providers"));
  }

  private Settings settings(Path home, ConfigTree root) {
    var capacity = new HashMap<String, Integer>();
    root.child("capacity")
        .names()
        .forEach(
            stage -> root.child("capacity").number(stage).ifPresent(n -> capacity.put(stage, n)));
    var database = root.child("database");
    var node = root.child("node");
    return new Settings(
        home,
        http(root.child("http")),
        management(root.child("management")),
        new Settings.Database(
            database.text("url").orElse(null),
            database.text("user").orElse(null),
            database.text("password").map(Secret::new).orElse(null),
            database.need(database.number("poolSizeMax"), "poolSizeMax"),
            database.need(database.duration("patience"), "patience")),
        artifacts(root.child("artifacts")),
        cluster(root.child("cluster")),
        new Settings.Node(
            node.text("name").orElseGet(ConfigLoader::hostName),
            Roles.parse(node.text("roles").orElse(""), Stages.names()),
            node.need(node.duration("leaseTtl"), "leaseTtl"),
            node.need(node.duration("beat"), "beat"),
            node.need(node.number("maxLost"), "maxLost"),
            node.need(node.duration("drain"), "drain"),
            node.need(node.bytes("diskSpare"), "diskSpare")),
        retention(root.child("retention")),
        log(root.child("log")),
        telemetry(root.child("telemetry").child("otlp")),
        capacity);
  }

  private static Settings.Retention retention(ConfigTree tree) {
    return new Settings.Retention(
        kept(tree, "jobs"),
        kept(tree, "checkpoints"),
        kept(tree, "artifacts"),
        kept(tree, "idempotencyKeys"),
        kept(tree, "audit"));
  }

  private static @Nullable Duration kept(ConfigTree tree, String name) {
    return tree.duration(name).filter(time -> !time.isZero()).orElse(null);
  }

  private static Settings.Artifacts artifacts(ConfigTree tree) {
    return new Settings.Artifacts(
        tree.path("directory").orElse(null), S3Settings.read(tree.child("s3")));
  }

  private static Cluster cluster(ConfigTree tree) {
    return new Cluster(
        Cluster.peers(tree.text("join").orElse("")),
        tree.need(tree.text("host"), "host"),
        tree.need(tree.number("port"), "port"),
        tree.text("publicHost").orElse(null),
        tree.text("busHost").orElse(null),
        tree.need(tree.number("busPort"), "busPort"),
        tls(tree),
        tree.need(tree.duration("notice"), "notice"));
  }

  /** All three files, or none. */
  private static Cluster.@Nullable Tls tls(ConfigTree tree) {
    var names = List.of("certificate", "key", "authority");
    if (names.stream().allMatch(name -> tree.text(name).isEmpty())) {
      return null;
    }
    return new Cluster.Tls(tree.file("certificate"), tree.file("key"), tree.file("authority"));
  }

  private static Settings.Log log(ConfigTree tree) {
    return new Settings.Log(
        tree.need(tree.choice("format", Settings.Log.Format.class), "format"),
        tree.need(tree.choice("level", Settings.Log.Level.class), "level"));
  }

  private Settings.Telemetry telemetry(ConfigTree tree) {
    var headers = new HashMap<String, Secret>();
    tree.text("headers")
        .or(() -> standard("OTEL_EXPORTER_OTLP_HEADERS"))
        .ifPresent(
            all -> {
              for (var one : all.split(",", -1)) {
                int equals = one.indexOf('=');
                if (equals < 1) {
                  throw new Invalid(
                      "telemetry.otlp.headers", "must be name=value, with commas between several");
                }
                headers.put(
                    one.substring(0, equals).strip(),
                    new Secret(one.substring(equals + 1).strip()));
              }
            });
    return new Settings.Telemetry(
        tree.text("endpoint").or(() -> standard("OTEL_EXPORTER_OTLP_ENDPOINT")).orElse(null),
        headers);
  }

  /** Variables that every program that is traced knows. */
  private Optional<String> standard(String variable) {
    return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isBlank());
  }

  /** No log shall ever show them. */
  private static void hideSecrets(JsonNode tree) {
    tree.properties()
        .forEach(
            entry -> {
              if (entry.getValue().isObject()) {
                hideSecrets(entry.getValue());
              } else if (SECRET.matcher(entry.getKey()).find() && entry.getValue().isTextual()) {
                Masks.hide(List.of(entry.getValue().asText().strip()));
              }
            });
  }

  private static Settings.Http http(ConfigTree tree) {
    return new Settings.Http(
        tree.need(tree.text("host"), "host"), tree.need(tree.number("port"), "port"));
  }

  private static Settings.Management management(ConfigTree tree) {
    return new Settings.Management(http(tree), tree.text("token").map(Secret::new).orElse(null));
  }

  private static String hostName() {
    try {
      return java.net.InetAddress.getLocalHost().getHostName();
    } catch (java.net.UnknownHostException e) {
      return "node";
    }
  }
}
