package dev.kinoloom.boot;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code keys resume}: its jobs are started again. */
@Command(name = "resume", mixinStandardHelpOptions = true, description = "Starts its jobs again.")
final class KeysResumeCommand extends OperatorCommand {
  @Parameters(paramLabel = "KEY", description = "Its name or id.")
  private String key = "";

  @Override
  void run(Desk desk) {
    var resumed = desk.post("/v1/keys/%d/resume".formatted(desk.key(key)));
    tell(
        resumed,
        () ->
            say(
                "Key %s is %s."
                    .formatted(resumed.path("name").asText(), KeysCommand.state(resumed))));
  }
}
