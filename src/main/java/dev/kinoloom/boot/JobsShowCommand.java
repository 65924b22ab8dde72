package dev.kinoloom.boot;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jobs show}: how a job stands. */
@Command(name = "show", mixinStandardHelpOptions = true, description = "Shows how a job stands.")
final class JobsShowCommand extends OperatorCommand {
  @Parameters(paramLabel = "JOB", description = "Its number.")
  private long job;

  @Option(names = "--history", description = "With all that was told of it.")
  private boolean history;

  @Override
  void run(Desk desk) {
    show(this, desk, job);
    if (history && !isJson()) {
      history(desk);
    }
  }

  static void show(OperatorCommand command, Desk desk, long id) {
    var job = desk.get("/v1/jobs/" + id);
    command.tell(job, () -> print(command, job));
  }

  /** All that is known of a failure. */
  static String known(JsonNode error) {
    return error.path("detail").asText(error.path("message").asText());
  }

  private static void print(OperatorCommand command, JsonNode job) {
    var progress = job.path("progress");
    var message =
        progress.has("error") ? known(progress.path("error")) : progress.path("message").asText();
    command.say(
        "job %s of %s: %s, %d %%, %s"
            .formatted(
                job.path("jobId").asText(),
                job.path("keyName").asText(),
                job.path("status").asText(),
                progress.path("progressPercentage").asInt(),
                message));
    if (job.has("heldFor")) {
      var why = job.path("heldFor").asText();
      command.say(
          why.equals("doubt")
              ? "  held: nobody knows whether a call that costs money was made; see 'kinoloom jobs doubts'"
              : "  held for %s; 'kinoloom jobs approve %s' lets it go on"
                  .formatted(why, job.path("jobId").asText()));
    }
    if (job.has("deadLetter")) {
      command.say("  dead letter: " + job.path("deadLetter").asText());
    }
    progress
        .path("stages")
        .forEach(
            stage ->
                command.say(
                    "  %-12s %3d %%  %s"
                        .formatted(
                            stage.path("stage").asText(),
                            stage.path("percentage").asInt(),
                            stage.path("message").asText())));
  }

  private void history(Desk desk) {
    var table = new TextTable("SEQ", "AT", "FACT", "WHAT");
    int after = 0;
    JsonNode facts;
    do {
      facts = desk.get("/v1/jobs/%d?after=%d".formatted(job, after)).path("facts");
      for (var fact : facts.path("data")) {
        table.row(
            fact.path("seq").asInt(),
            Shown.time(fact.path("at")),
            fact.path("fact").asText(),
            fact.path("data").isEmpty() ? "" : fact.path("data").toString());
        after = fact.path("seq").asInt();
      }
    } while (facts.path("hasMore").asBoolean());
    table.print(out());
  }
}
