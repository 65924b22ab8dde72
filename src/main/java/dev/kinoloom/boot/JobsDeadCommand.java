package dev.kinoloom.boot;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code jobs dead}: failed jobs about which nobody has decided yet. */
@Command(
    name = "dead",
    mixinStandardHelpOptions = true,
    description =
        "Lists the dead letters: failed jobs to be replayed or discarded. 'jobs show --history' tells what came before.")
final class JobsDeadCommand extends OperatorCommand {
  private static final int MOST = 1_000;

  @Option(names = "--key", paramLabel = "KEY", description = "Of this key only, by name or id.")
  private @Nullable String key;

  @Override
  void run(Desk desk) {
    var letters = new ArrayList<JsonNode>();
    var path = "/v1/dead-letters?" + (key == null ? "" : "key=" + desk.key(key));
    desk.each(path, "before", MOST, letters::add);
    var all = Desk.object();
    all.putArray("data").addAll(letters);
    tell(
        all,
        () -> {
          if (letters.isEmpty()) {
            say("No dead letters.");
          } else {
            print(letters, out());
          }
        });
  }

  static void print(Iterable<JsonNode> letters, PrintWriter out) {
    var table = new TextTable("DEAD LETTER", "KEY", "FAILED", "STAGE", "WHY");
    letters.forEach(
        letter ->
            table.row(
                letter.path("jobId").asText(),
                letter.path("keyName").asText(),
                Shown.time(letter.path("failedAt")),
                letter.path("stage").asText(),
                JobsShowCommand.known(letter.path("failure"))));
    table.print(out);
  }
}
