package dev.kinoloom.boot;

import dev.kinoloom.domain.Invalid;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keys set}: other rules, or another name. */
@Command(
    name = "set",
    mixinStandardHelpOptions = true,
    description = "Changes what is said of a key; the rest stays.")
final class KeysSetCommand extends OperatorCommand {
  @Mixin private KeyRuleOptions rules = new KeyRuleOptions();

  @Option(names = "--name", paramLabel = "NAME", description = "Another name.")
  private @Nullable String name;

  @Parameters(paramLabel = "KEY", description = "Its name or id.")
  private String key = "";

  @Override
  void check() {
    if (rules.body().isEmpty() && name == null) {
      throw new Invalid("keys set", "has nothing to change; its --help lists what can be");
    }
  }

  @Override
  void run(Desk desk) {
    var body = rules.body();
    if (name != null) {
      body.put("name", name);
    }
    var changed = desk.patch("/v1/keys/" + desk.key(key), body);
    tell(
        changed,
        () ->
            say(
                "Key %s: weight %s, %d at once, head start %s s, at most %d open, files of %s; a dead letter %s its line."
                    .formatted(
                        changed.path("name").asText(),
                        Shown.number(changed.path("weight").asDouble()),
                        changed.path("maxConcurrent").asInt(),
                        Shown.number(changed.path("headStartSeconds").asDouble()),
                        changed.path("maxOpen").asInt(),
                        changed.has("maxStorageBytes")
                            ? "at most " + KeysCommand.limit(changed)
                            : "any size",
                        changed.path("blocksOnDeadLetter").asBoolean()
                            ? "stops"
                            : "does not stop")));
  }
}
