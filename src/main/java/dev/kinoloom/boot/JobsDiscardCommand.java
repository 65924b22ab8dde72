package dev.kinoloom.boot;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code jobs discard}: closes a dead letter. */
@Command(
    name = "discard",
    mixinStandardHelpOptions = true,
    description = "Closes a dead letter for good; its key goes on.")
final class JobsDiscardCommand extends OperatorCommand {
  @Parameters(paramLabel = "JOB", description = "Its number.")
  private long job;

  @Override
  void run(Desk desk) {
    var was = desk.post("/v1/dead-letters/%d/discard".formatted(job));
    tell(was, () -> say("Dead letter %d is discarded.".formatted(job)));
  }
}
