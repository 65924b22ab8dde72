package dev.kinoloom.boot;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code jobs cancel}: ends a job for good. */
@Command(
    name = "cancel",
    mixinStandardHelpOptions = true,
    description = "Cancels a job for good, whosever it is.")
final class JobsCancelCommand extends OperatorCommand {
  @Parameters(paramLabel = "JOB", description = "Its number.")
  private long job;

  @Override
  void run(Desk desk) {
    var now = desk.post("/v1/jobs/%d/cancel".formatted(job));
    tell(now, () -> say("Job %d: %s.".formatted(job, now.path("status").asText())));
  }
}
