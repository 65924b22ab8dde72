package dev.kinoloom.boot;

import picocli.CommandLine.Command;

/** {@code nodes}: who works. */
@Command(
    name = "nodes",
    mixinStandardHelpOptions = true,
    description = "Lists the nodes: who is up, who drains, what they hold.")
final class NodesCommand extends OperatorCommand {
  @Override
  void run(Desk desk) {
    var nodes = desk.get("/v1/nodes");
    tell(
        nodes,
        () -> {
          var table =
              new TextTable(
                  "NODE", "NAME", "STATE", "TASKS", "LEASE UNTIL", "STEADY SINCE", "TROUBLE");
          nodes
              .path("data")
              .forEach(
                  node ->
                      table.row(
                          node.path("id").asInt(),
                          node.path("name").asText(),
                          node.path("late").asBoolean() ? "late" : node.path("status").asText(),
                          node.path("running").asInt(),
                          Shown.time(node.path("leaseUntil")),
                          Shown.time(node.path("steadySince")),
                          node.path("trouble").asText("")));
          table.print(out());
        });
  }
}
