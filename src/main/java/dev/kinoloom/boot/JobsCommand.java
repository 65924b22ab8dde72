package dev.kinoloom.boot;

import dev.kinoloom.domain.Invalid;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code jobs}: what was made, what is under way; works through a running {@code serve}, else on
 * the home itself without starting any work.
 */
@Command(
    name = "jobs",
    mixinStandardHelpOptions = true,
    description = "Lists jobs, shows one, or cancels one.")
final class JobsCommand implements Callable<Integer> {
  @Mixin private HomeOptions options = new HomeOptions();
  @Spec private @Nullable CommandSpec spec;

  private static final int MOST = 100;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

  @Parameters(
      arity = "0..1",
      paramLabel = "JOB",
      description = "A job's number: shows how it stands, as 'show' does.")
  private @Nullable Long one;

  @Option(
      names = {"-n", "--most"},
      defaultValue = "20",
      paramLabel = "N",
      description = "How many at most, 1 to 100 (default: ${DEFAULT-VALUE}).")
  private int most;

  @Override
  public Integer call() {
    if (one != null) {
      return show(options, one);
    }
    if (most < 1 || most > MOST) {
      throw new Invalid("--most", "must be 1 to %d, not %d".formatted(MOST, most));
    }
    var out = out(spec);
    try (var studio = open(options)) {
      var lines = studio.list(most);
      if (lines.isEmpty()) {
        out.println("No jobs yet. 'kinoloom make FILE' makes a video.");
      }
      lines.forEach(
          line ->
              out.println(
                  "%6d  %-10s  %s  %s"
                      .formatted(
                          line.job(),
                          line.phase().written(),
                          TIME.format(line.createdAt()),
                          line.title().replaceAll("\\s+", " "))
                      .stripTrailing()));
    }
    return 0;
  }

  @Command(name = "show", mixinStandardHelpOptions = true, description = "Shows how a job stands.")
  int show(@Mixin HomeOptions options, @Parameters(paramLabel = "JOB") long job) {
    var out = out(spec);
    try (var studio = open(options)) {
      var status = studio.standing(job);
      out.println(
          "job %d: %s, %d %%, %s"
              .formatted(job, status.phase().written(), status.percent(), status.message()));
      status
          .stages()
          .forEach(
              stage ->
                  out.println(
                      "  %-12s %3d %%  %s"
                          .formatted(stage.title(), stage.percent(), stage.message())));
    }
    return 0;
  }

  @Command(
      name = "cancel",
      mixinStandardHelpOptions = true,
      description = "Cancels a job for good.")
  int cancel(@Mixin HomeOptions options, @Parameters(paramLabel = "JOB") long job) {
    try (var studio = open(options)) {
      out(spec).println(studio.cancel(job));
    }
    return 0;
  }

  private static java.io.PrintWriter out(@Nullable CommandSpec spec) {
    return Objects.requireNonNull(spec).commandLine().getOut();
  }

  private static Studio open(HomeOptions options) {
    var home = options.prepared();
    Logging.toFile(home.log());
    return Studios.openIdle(home, options.settings());
  }
}
