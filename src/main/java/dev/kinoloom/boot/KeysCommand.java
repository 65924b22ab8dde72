package dev.kinoloom.boot;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code keys}: the virtual keys, and what is done with them. */
@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "[COMMAND]",
    description = {
      "Lists the keys; its commands add and change them.",
      "KEY is the name of a key, or its id."
    },
    subcommands = {
      KeysAddCommand.class,
      KeysSetCommand.class,
      KeysPauseCommand.class,
      KeysResumeCommand.class,
      KeysQueueCommand.class,
      KeysSecretsCommand.class,
      KeysIssueCommand.class,
      KeysRotateCommand.class,
      KeysRevokeCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  kinoloom keys add acme --max-concurrent 3   a key for a tenant; its secret is told once",
      "  kinoloom keys queue acme                    what of it runs where, what waits, and why",
      "  kinoloom keys set acme --weight 2           twice the share of others",
      "  kinoloom keys set acme --storage 20GB       what its files may take"
    })
final class KeysCommand extends OperatorCommand {
  private static final int MOST = 10_000;

  @Override
  void run(Desk desk) {
    var keys = new ArrayList<JsonNode>();
    desk.each("/v1/keys?after=0", "after", MOST, keys::add);
    var all = Desk.object();
    all.putArray("data").addAll(keys);
    tell(all, () -> print(keys));
  }

  private void print(List<JsonNode> keys) {
    if (keys.isEmpty()) {
      say("No keys yet. 'kinoloom keys add NAME' adds one.");
      return;
    }
    var table =
        new TextTable(
            "ID",
            "NAME",
            "STATE",
            "RUNNING",
            "OPEN",
            "DEAD",
            "AT ONCE",
            "WEIGHT",
            "STORED",
            "OF AT MOST");
    for (var key : keys) {
      table.row(
          key.path("id").asInt(),
          key.path("name").asText(),
          state(key),
          key.path("running").asInt(),
          key.path("open").asInt(),
          key.path("deadLetters").asInt(),
          key.path("maxConcurrent").asInt(),
          Shown.number(key.path("weight").asDouble()),
          key.has("storedBytes") ? Shown.bytes(key.path("storedBytes").asLong()) : "-",
          limit(key));
    }
    table.print(out());
  }

  /** What its files may take. */
  static String limit(JsonNode key) {
    return key.has("maxStorageBytes") ? Shown.bytes(key.path("maxStorageBytes").asLong()) : "any";
  }

  static String state(JsonNode key) {
    if (key.path("paused").asBoolean()) {
      return "paused";
    }
    return key.path("blocked").asBoolean() ? "blocked" : "open";
  }
}
