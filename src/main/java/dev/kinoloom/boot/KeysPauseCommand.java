package dev.kinoloom.boot;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code keys pause}: its jobs are no longer started. */
@Command(
    name = "pause",
    mixinStandardHelpOptions = true,
    description = "Starts none of its jobs any more; they are accepted, and what runs goes on.")
final class KeysPauseCommand extends OperatorCommand {
  @Parameters(paramLabel = "KEY", description = "Its name or id.")
  private String key = "";

  @Override
  void run(Desk desk) {
    var paused = desk.post("/v1/keys/%d/pause".formatted(desk.key(key)));
    tell(paused, () -> say("Key %s is paused.".formatted(paused.path("name").asText())));
  }
}
