package dev.kinoloom.boot;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code keys secrets}: the secrets of a key, without the secrets themselves. */
@Command(
    name = "secrets",
    mixinStandardHelpOptions = true,
    description = "Lists its secrets by their ids, which 'keys revoke' takes.")
final class KeysSecretsCommand extends OperatorCommand {
  @Parameters(paramLabel = "KEY", description = "Its name or id.")
  private String key = "";

  @Override
  void run(Desk desk) {
    var secrets = desk.get("/v1/keys/%d/secrets".formatted(desk.key(key)));
    tell(
        secrets,
        () -> {
          var table = new TextTable("ID", "MADE", "REVOKED");
          secrets
              .path("data")
              .forEach(
                  one ->
                      table.row(
                          one.path("id").asText(),
                          Shown.time(one.path("createdAt")),
                          Shown.time(one.path("revokedAt"))));
          table.print(out());
        });
  }
}
