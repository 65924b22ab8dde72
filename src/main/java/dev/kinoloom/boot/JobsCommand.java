package dev.kinoloom.boot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kinoloom.domain.Invalid;
import dev.kinoloom.domain.JobStatus.Phase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jobs}: what was made, what is under way, of all keys. */
@Command(
    name = "jobs",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "[COMMAND]",
    description = {
      "Lists the jobs of all keys, or shows one; its commands say what becomes of them.",
      "While 'serve' runs on this home they go through it."
    },
    subcommands = {
      JobsShowCommand.class,
      JobsCancelCommand.class,
      JobsApproveCommand.class,
      JobsDeadCommand.class,
      JobsReplayCommand.class,
      JobsDiscardCommand.class,
      JobsDoubtsCommand.class,
      JobsResolveCommand.class
    })
final class JobsCommand extends OperatorCommand {
  private static final int MOST = 1_000;
  private static final List<String> STATES =
      Arrays.stream(Phase.values()).map(Phase::written).toList();

  @Parameters(
      arity = "0..1",
      paramLabel = "JOB",
      description = "A job's number: shows how it stands, as 'show' does.")
  private @Nullable Long one;

  @Option(
      names = {"-n", "--most"},
      defaultValue = "20",
      paramLabel = "N",
      description = "How many at most, 1 to 1000 (default: ${DEFAULT-VALUE}).")
  private int most;

  @Option(names = "--key", paramLabel = "KEY", description = "Of this key only, by name or id.")
  private @Nullable String key;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description =
          "In this state only: pending, processing, held, cancelling, completed, failed, cancelled.")
  private @Nullable String state;

  @Override
  void check() {
    if (most < 1 || most > MOST) {
      throw new Invalid("--most", "must be 1 to %d, not %d".formatted(MOST, most));
    }
    if (state != null && !STATES.contains(state)) {
      throw new Invalid(
          "--state",
          "must be one of %s, not '%s'"
              .formatted(STATES.stream().collect(Collectors.joining(", ")), state));
    }
  }

  @Override
  void run(Desk desk) {
    if (one != null) {
      JobsShowCommand.show(this, desk, one);
      return;
    }
    var path = new StringBuilder("/v1/jobs?");
    if (key != null) {
      path.append("key=").append(desk.key(key)).append('&');
    }
    if (state != null) {
      path.append("status=").append(state);
    }
    var jobs = new ArrayList<JsonNode>();
    desk.each(path.toString(), "before", most, jobs::add);
    var all = Desk.object();
    all.putArray("data").addAll(jobs);
    tell(all, () -> print(jobs));
  }

  private void print(List<JsonNode> jobs) {
    if (jobs.isEmpty()) {
      say(
          key == null && state == null
              ? "No jobs yet. 'kinoloom make FILE' makes a video."
              : "No such jobs.");
      return;
    }
    var table = new TextTable("JOB", "STATE", "KEY", "CREATED", "TITLE");
    jobs.forEach(
        job ->
            table.row(
                job.path("jobId").asText(),
                job.path("status").asText(),
                job.path("keyName").asText(),
                Shown.time(job.path("createdAt")),
                job.path("title").asText()));
    table.print(out());
  }
}
