package dev.kinoloom.boot;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * A command line that cannot be read: what is wrong, what was meant perhaps, where help is. Not the
 * whole help, under which the reason would be lost.
 */
final class UsageErrors implements IParameterExceptionHandler {
  static final ITypeConverter<Integer> INTEGER = text -> number(text, Integer::valueOf);
  static final ITypeConverter<Long> LONG = text -> number(text, Long::valueOf);

  private interface Reading<N> {
    N read(String text);
  }

  private static <N> N number(String text, Reading<N> reading) {
    try {
      return reading.read(text.strip());
    } catch (NumberFormatException e) {
      boolean huge = text.strip().matches("[+-]?\\d+");
      throw new TypeConversionException(
          huge
              ? "%s is out of all bounds".formatted(text.strip())
              : "'%s' is not a whole number".formatted(text));
    }
  }

  @Override
  public int handleParseException(ParameterException trouble, String[] arguments) {
    var command = trouble.getCommandLine();
    var err = command.getErr();
    if (arguments.length == 0) {
      command.usage(err);
      return CommandLine.ExitCode.USAGE;
    }
    err.println(message(trouble, command));
    err.println("'%s --help' tells more.".formatted(command.getCommandSpec().qualifiedName()));
    return CommandLine.ExitCode.USAGE;
  }

  private static String message(ParameterException trouble, CommandLine command) {
    if (!(trouble instanceof UnmatchedArgumentException unmatched)) {
      return String.valueOf(trouble.getMessage()).replace("option option", "option");
    }
    var wrong = unmatched.getUnmatched().get(0);
    if (!wrong.startsWith("-")) {
      return command.getSubcommands().isEmpty()
          ? "'%s' is too much; a text of several words stands in quotes.".formatted(wrong)
          : "There is no command '%s'%s"
              .formatted(wrong, meant(wrong, List.copyOf(command.getSubcommands().keySet())));
    }
    var name = wrong.replaceFirst("=.*", "");
    return "There is no option %s%s"
        .formatted(name, meant(name, List.copyOf(command.getCommandSpec().optionsMap().keySet())));
  }

  private static String meant(String wrong, List<String> known) {
    return NearestName.of(wrong, known).map("; did you mean %s?"::formatted).orElse(".");
  }
}
