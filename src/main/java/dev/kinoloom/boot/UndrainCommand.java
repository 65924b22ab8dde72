package dev.kinoloom.boot;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code undrain}: a node that drains takes work again. */
@Command(
    name = "undrain",
    mixinStandardHelpOptions = true,
    description =
        "A node that was drained takes work again, as long as it was not ended. One that was told to end goes on leaving: start another one.")
final class UndrainCommand extends OperatorCommand {
  @Parameters(paramLabel = "NODE", description = "Its number, as 'nodes' has it.")
  private int node;

  @Override
  void run(Desk desk) {
    var state = desk.post("/v1/nodes/%d/undrain".formatted(node));
    tell(state, () -> say("Node %d is %s.".formatted(node, state.path("status").asText())));
  }
}
