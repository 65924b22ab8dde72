package dev.kinoloom.boot;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What all commands of operators have in common: they are done at a {@link Desk}, and tell people
 * or machines what came of it.
 */
abstract class OperatorCommand implements Callable<Integer> {
  @Mixin private HomeOptions options = new HomeOptions();

  @Option(names = "--json", description = "Tells it as JSON, for programs.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    check();
    var settings = options.settings();
    Desk.requireDatabase(options.home(), settings, begins());
    var home = options.prepared();
    Logging.toFile(home.log());
    try (var desk = Desk.open(home, settings)) {
      run(desk);
    }
    return 0;
  }

  /** Looks whether what was said can be, before anything is opened. */
  void check() {}

  /** Whether a home that is new may begin with it. */
  boolean begins() {
    return false;
  }

  abstract void run(Desk desk);

  /** As JSON when that is wished; else {@code forPeople} is done. */
  void tell(JsonNode answer, Runnable forPeople) {
    if (json) {
      out().println(answer.toPrettyString());
    } else {
      forPeople.run();
    }
  }

  boolean isJson() {
    return json;
  }

  void say(String line) {
    out().println(line);
  }

  PrintWriter out() {
    return Objects.requireNonNull(spec).commandLine().getOut();
  }
}
