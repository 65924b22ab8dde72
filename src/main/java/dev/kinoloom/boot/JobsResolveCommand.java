package dev.kinoloom.boot;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jobs resolve}: says what became of a paid call. */
@Command(
    name = "resolve",
    mixinStandardHelpOptions = true,
    description =
        "Says what became of a paid call, as the provider knows it; a job that is held for it goes on.")
final class JobsResolveCommand extends OperatorCommand {
  @Parameters(paramLabel = "CALL", description = "Its number; 'jobs doubts' lists them.")
  private long call;

  @ArgGroup(multiplicity = "1")
  private @Nullable Became became;

  /** One of two. */
  static final class Became {
    @Option(
        names = "--handle",
        paramLabel = "HANDLE",
        description = "It was booked, and the provider calls it so.")
    private @Nullable String handle;

    @Option(
        names = "--void",
        paramLabel = "WHY",
        description =
            "It was not booked, or has ended there without a result. It may be asked for again then.")
    private @Nullable String why;
  }

  @Override
  void run(Desk desk) {
    var said = Objects.requireNonNull(became);
    var body = Desk.object().put("became", said.handle == null ? "void" : "booked");
    if (said.handle != null) {
      body.put("handle", said.handle);
    } else {
      body.put("note", said.why);
    }
    var now = desk.post("/v1/paid-calls/%d/resolve".formatted(call), body);
    tell(
        now,
        () ->
            say(
                now.path("wanted").asBoolean()
                    ? "Paid call %d is %s.".formatted(call, now.path("known").asText())
                    : "Paid call %d is written down, and nobody wants it any more: cancel it at the provider, then 'kinoloom jobs resolve %d --void WHY'."
                        .formatted(call, call)));
  }
}
