package dev.kinoloom.boot;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code keys rotate}: a new secret in place of all others. */
@Command(
    name = "rotate",
    mixinStandardHelpOptions = true,
    description = "Tells a new secret, once; all earlier ones are worth nothing after ten seconds.")
final class KeysRotateCommand extends OperatorCommand {
  @Parameters(paramLabel = "KEY", description = "Its name or id.")
  private String key = "";

  @Override
  void run(Desk desk) {
    var made = desk.post("/v1/keys/%d/secrets/rotate".formatted(desk.key(key)));
    tell(made, () -> say("Its only secret now, shown this once: " + made.path("secret").asText()));
  }
}
