package dev.kinoloom.boot;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code jobs approve}: lets a held job go on. */
@Command(name = "approve", mixinStandardHelpOptions = true, description = "Lets a held job go on.")
final class JobsApproveCommand extends OperatorCommand {
  @Parameters(paramLabel = "JOB", description = "Its number.")
  private long job;

  @Override
  void run(Desk desk) {
    var seen = desk.get("/v1/jobs/" + job);
    var body = Desk.object().put("rev", seen.path("rev").asInt());
    var now = desk.post("/v1/jobs/%d/approve".formatted(job), body);
    tell(now, () -> say("Job %d is approved; it goes on when its key has room.".formatted(job)));
  }
}
