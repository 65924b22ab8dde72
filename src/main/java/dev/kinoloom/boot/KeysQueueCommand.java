package dev.kinoloom.boot;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code keys queue}: what of a key runs where, what waits, and why. */
@Command(
    name = "queue",
    mixinStandardHelpOptions = true,
    description = "Shows what of a key runs where and since when, what waits, and why.")
final class KeysQueueCommand extends OperatorCommand {
  private static final int MOST = 50;

  @Parameters(paramLabel = "KEY", description = "Its name or id.")
  private String key = "";

  @Override
  void run(Desk desk) {
    var queue = desk.get("/v1/keys/%d/queue?limit=%d".formatted(desk.key(key), MOST));
    tell(queue, () -> print(queue));
  }

  private void print(JsonNode queue) {
    var line = queue.path("key");
    say(
        "%s is %s: %d of at most %d jobs run, %d are open, %d dead letters%s."
            .formatted(
                line.path("name").asText(),
                KeysCommand.state(line),
                line.path("running").asInt(),
                line.path("maxConcurrent").asInt(),
                line.path("open").asInt(),
                line.path("deadLetters").asInt(),
                slot(queue.path("slotNode"))));
    queue.path("underWay").forEach(job -> underWay(job, queue.path("at")));
    if (!queue.path("waiting").isEmpty()) {
      say("");
      waiting(queue.path("waiting"));
      int more =
          line.path("open").asInt() - queue.path("underWay").size() - queue.path("waiting").size();
      if (more > 0) {
        say("and %d more".formatted(more));
      }
    }
    if (!queue.path("deadLetters").isEmpty()) {
      say("");
      JobsDeadCommand.print(queue.path("deadLetters"), out());
    }
  }

  private static String slot(JsonNode node) {
    return node.isMissingNode()
        ? ""
        : "; node %d looks after it first".formatted(node.path("id").asInt());
  }

  private void underWay(JsonNode job, JsonNode now) {
    say("");
    say(
        "job %s  %s  since %s  %s"
            .formatted(
                job.path("jobId").asText(),
                job.path("status").asText(),
                Shown.time(job.path("startedAt")),
                job.path("title").asText().replaceAll("\\s+", " "))
            .stripTrailing());
    if (job.has("waits")) {
      say("  waits: " + job.path("waits").path("detail").asText());
    }
    var table = new TextTable("TASK", "STATE", "NODE", "EPOCH", "LEASE UNTIL", "FOR", "WHY");
    job.path("tasks").forEach(task -> row(table, task, now));
    if (!table.isEmpty()) {
      table.print(out());
    }
  }

  private static void row(TextTable table, JsonNode task, JsonNode now) {
    var lease = task.path("lease");
    table.row(
        task.path("task").asText(),
        task.path("status").asText(),
        lease.isMissingNode()
            ? ""
            : "%d %s".formatted(lease.path("node").asInt(), lease.path("nodeName").asText()),
        task.path("epoch").asInt(),
        Shown.clock(lease.path("until")),
        lease.isMissingNode() ? "" : running(lease, now),
        task.path("waits").path("detail").asText());
  }

  private static String running(JsonNode lease, JsonNode now) {
    return lease.has("workingSince") ? Shown.ago(lease.path("workingSince"), now) : "just begun";
  }

  private void waiting(JsonNode jobs) {
    var table = new TextTable("PLACE", "JOB", "SINCE", "TITLE", "WHY IT WAITS");
    jobs.forEach(
        job ->
            table.row(
                job.path("place").asInt(),
                job.path("jobId").asText(),
                Shown.time(job.path("createdAt")),
                job.path("title").asText(),
                job.path("waits").path("detail").asText()));
    table.print(out());
  }
}
