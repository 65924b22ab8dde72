package dev.kinoloom.boot;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code jobs doubts}: paid calls of which nobody here knows what came. */
@Command(
    name = "doubts",
    mixinStandardHelpOptions = true,
    description = {
      "Lists calls that cost money and that no node looks after any more: perhaps sent, or booked for a job that has ended.",
      "Look at the provider for the number of the CALL, which it was told as reference; then 'jobs resolve'."
    })
final class JobsDoubtsCommand extends OperatorCommand {
  private static final int MOST = 1_000;

  @Option(names = "--key", paramLabel = "KEY", description = "Of this key only, by name or id.")
  private @Nullable String key;

  @Override
  void run(Desk desk) {
    var calls = new ArrayList<JsonNode>();
    var path = "/v1/paid-calls?" + (key == null ? "" : "key=" + desk.key(key));
    desk.each(path, "before", MOST, calls::add);
    var all = Desk.object();
    all.putArray("data").addAll(calls);
    tell(
        all,
        () -> {
          if (calls.isEmpty()) {
            say("No paid call is in doubt.");
          } else {
            print(calls);
          }
        });
  }

  private void print(Iterable<JsonNode> calls) {
    var table = new TextTable("CALL", "KNOWN", "HANDLE", "JOB", "KEY", "STATE", "TASK");
    calls.forEach(
        call ->
            table.row(
                call.path("callId").asText(),
                call.path("known").asText(),
                call.path("handle").asText(),
                call.path("jobId").asText(),
                call.path("keyName").asText(),
                call.path("status").asText(),
                call.path("task").asText()));
    table.print(out());
  }
}
