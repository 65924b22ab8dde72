package dev.kinoloom.boot;

import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.Invalid;
import dev.kinoloom.ops.ContextMdc;
import dev.kinoloom.store.HomeInUse;
import dev.kinoloom.store.StoreUnavailable;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command line. */
@Command(
    name = "kinoloom",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description =
        "Turns an article, a script or a topic into a finished, narrated, captioned video.",
    subcommands = {
      MakeCommand.class,
      ServeCommand.class,
      DatabaseCommand.class,
      JobsCommand.class,
      KeysCommand.class,
      NodesCommand.class,
      DrainCommand.class,
      UndrainCommand.class,
      AuditCommand.class,
      DoctorCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  kinoloom make article.md                 a video of about a minute beside you",
      "  kinoloom make - --size 9:16 < notes.txt   from standard input, upright",
      "  kinoloom serve                           the HTTP API on http://127.0.0.1:8080",
      "  kinoloom doctor                          what this machine has, and what to do about what is missing"
    })
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.setProperty("java.awt.headless", "true");
    ContextMdc.install();
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setOut(
            new PrintWriter(
                new java.io.OutputStreamWriter(
                    new java.io.FileOutputStream(java.io.FileDescriptor.out),
                    StandardCharsets.UTF_8),
                true))
        .setErr(
            new PrintWriter(
                new java.io.OutputStreamWriter(
                    new java.io.FileOutputStream(java.io.FileDescriptor.err),
                    StandardCharsets.UTF_8),
                true))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(Integer.class, UsageErrors.INTEGER)
        .registerConverter(int.class, UsageErrors.INTEGER)
        .registerConverter(Long.class, UsageErrors.LONG)
        .registerConverter(long.class, UsageErrors.LONG)
        .setParameterExceptionHandler(new UsageErrors())
        .setExecutionExceptionHandler(Main::explain);
  }

  /**
   * Expected troubles are said in one line; what is left is a fault of ours and goes to the log
   * whole.
   */
  private static int explain(
      Exception trouble, CommandLine command, CommandLine.ParseResult parsed) {
    var err = command.getErr();
    if (trouble instanceof Invalid invalid) {
      err.println(OptionNames.sentence(invalid));
      return CommandLine.ExitCode.USAGE;
    }
    if (trouble instanceof Failed
        || trouble instanceof StoreUnavailable
        || trouble instanceof HomeInUse
        || trouble instanceof CannotStart) {
      err.println(trouble.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
    LoggerFactory.getLogger(Main.class).error("command failed", trouble);
    err.println("A fault of Kinoloom's own: %s. The log has the details.".formatted(trouble));
    return CommandLine.ExitCode.SOFTWARE;
  }

  /** The version as the jar says it. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"kinoloom " + text()};
    }

    static String text() {
      var version = Main.class.getPackage().getImplementationVersion();
      return version == null ? "(not packaged)" : version;
    }
  }
}
