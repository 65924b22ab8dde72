package dev.kinoloom.boot;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code keys revoke}: ends one secret. */
@Command(
    name = "revoke",
    mixinStandardHelpOptions = true,
    description = "Ends one secret of a key; it is worth nothing after ten seconds.")
final class KeysRevokeCommand extends OperatorCommand {
  @Parameters(index = "0", paramLabel = "KEY", description = "Its name or id.")
  private String key = "";

  @Parameters(index = "1", paramLabel = "SECRET", description = "Its id, as 'keys secrets' has it.")
  private String secret = "";

  @Override
  void run(Desk desk) {
    desk.delete("/v1/keys/%d/secrets/%s".formatted(desk.key(key), Desk.query(secret)));
    tell(
        Desk.object().put("id", secret).put("revoked", true),
        () -> say("Secret %s is revoked.".formatted(secret)));
  }
}
