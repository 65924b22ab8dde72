package dev.kinoloom.boot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kinoloom.domain.Invalid;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code audit}: what operators did. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = "Lists what operators did, the newest first.")
final class AuditCommand extends OperatorCommand {
  private static final int MOST = 10_000;

  @Option(names = "--key", paramLabel = "KEY", description = "On this key only, by name or id.")
  private @Nullable String key;

  @Option(
      names = {"-n", "--most"},
      defaultValue = "50",
      paramLabel = "N",
      description = "How many at most, 1 to 10000 (default: ${DEFAULT-VALUE}).")
  private int most;

  @Override
  void check() {
    if (most < 1 || most > MOST) {
      throw new Invalid("--most", "must be 1 to %d, not %d".formatted(MOST, most));
    }
  }

  @Override
  void run(Desk desk) {
    var entries = new ArrayList<JsonNode>();
    var path = "/v1/audit?" + (key == null ? "" : "key=" + desk.key(key));
    desk.each(path, "before", most, entries::add);
    var all = Desk.object();
    all.putArray("data").addAll(entries);
    tell(all, () -> print(entries));
  }

  private void print(Iterable<JsonNode> entries) {
    var table = new TextTable("AT", "WHO", "ACTION", "ON", "OUTCOME", "DETAILS");
    entries.forEach(
        entry ->
            table.row(
                Shown.time(entry.path("at")),
                entry.path("who").asText(),
                entry.path("action").asText(),
                on(entry),
                entry.path("outcome").asText(),
                entry.path("details").isEmpty() ? "" : entry.path("details").toString()));
    table.print(out());
  }

  private static String on(JsonNode entry) {
    if (entry.has("jobId")) {
      return "job " + entry.path("jobId").asText();
    }
    return entry.has("node")
        ? "node " + entry.path("node").asText()
        : "key " + entry.path("key").asText();
  }
}
