package dev.kinoloom.boot;

import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code serve}: the HTTP API, until it is told to end. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "Runs the HTTP API and makes what it is asked for.",
    footer = {
      "",
      "The first start prints a key, once. SIGTERM or Ctrl-C lets running work end, or hands it back; the next start goes on with it."
    })
final class ServeCommand implements Callable<Integer> {
  @Mixin private HomeOptions options = new HomeOptions();

  @Option(
      names = "--new-key",
      description = "Gives the API key a new secret and prints it, for when the old one is lost.")
  private boolean newKey;

  @Option(
      names = "--join",
      paramLabel = "HOST:PORT,…",
      description =
          "Where other nodes may be (as the setting cluster.join). Needs a database and a directory of artifacts that all share.")
  private @Nullable String join;

  @Option(
      names = "--roles",
      paramLabel = "ROLE,…",
      description =
          "What this node does: api, orchestrator, worker, worker:<stage> (as node.roles; default: all).")
  private @Nullable String roles;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    var out = Objects.requireNonNull(spec).commandLine().getOut();
    var home = options.prepared();
    var settings = options.settings(said());
    Logging.use(settings.settings().log());
    var service = Service.start(home, settings, newKey);
    service
        .url()
        .ifPresentOrElse(
            url -> welcome(out, service, url),
            () -> out.println("Kinoloom works without an API of its own. Ctrl-C ends it."));
    out.println(
        "Operators, health and metrics are on %s (/openapi.yaml, /health/ready, /metrics)."
            .formatted(service.managementUrl()));
    var ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  service.close();
                  ended.countDown();
                },
                "farewell"));
    ended.await();
    return 0;
  }

  private static void welcome(PrintWriter out, Service service, String url) {
    service
        .firstKey()
        .ifPresentOrElse(
            key -> out.println("Your API key, shown this once: " + key),
            () ->
                out.println(
                    "The API key is the one shown before; 'serve --new-key' makes another."));
    out.println(
        "Kinoloom serves on %s (API description: %s/openapi.yaml). Ctrl-C ends it."
            .formatted(url, url));
  }

  private Map<String, String> said() {
    var said = new HashMap<String, String>();
    if (join != null) {
      said.put("cluster.join", join);
    }
    if (roles != null) {
      said.put("node.roles", roles);
    }
    return said;
  }
}
