package dev.kinoloom.boot;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code drain}: a node takes no more work. */
@Command(
    name = "drain",
    mixinStandardHelpOptions = true,
    description =
        "A node takes no more work; what it runs ends, or is handed back. It stays up until it is ended, or takes work again (undrain).")
final class DrainCommand extends OperatorCommand {
  @Parameters(paramLabel = "NODE", description = "Its number, as 'nodes' has it.")
  private int node;

  @Override
  void run(Desk desk) {
    var state = desk.post("/v1/nodes/%d/drain".formatted(node));
    tell(state, () -> say("Node %d is %s.".formatted(node, state.path("status").asText())));
  }
}
