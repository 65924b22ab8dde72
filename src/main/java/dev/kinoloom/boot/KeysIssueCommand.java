package dev.kinoloom.boot;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code keys issue}: one more secret. */
@Command(
    name = "issue",
    mixinStandardHelpOptions = true,
    description = "Tells one more secret, once; those that are good stay good.")
final class KeysIssueCommand extends OperatorCommand {
  @Parameters(paramLabel = "KEY", description = "Its name or id.")
  private String key = "";

  @Override
  void run(Desk desk) {
    var made = desk.post("/v1/keys/%d/secrets".formatted(desk.key(key)));
    tell(made, () -> say("Its new secret, shown this once: " + made.path("secret").asText()));
  }
}
