package dev.kinoloom.boot;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code jobs replay}: a new job in place of a dead letter. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = "Makes a new job in place of a failed one; what was done already is found again.")
final class JobsReplayCommand extends OperatorCommand {
  @Parameters(paramLabel = "JOB", description = "Its number.")
  private long job;

  @Override
  void run(Desk desk) {
    var again = desk.post("/v1/dead-letters/%d/replay".formatted(job));
    tell(
        again,
        () ->
            say("Job %s takes the place of job %d.".formatted(again.path("jobId").asText(), job)));
  }
}
