package dev.kinoloom.boot;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keys add}: a new key, whose secret is told once. */
@Command(
    name = "add",
    mixinStandardHelpOptions = true,
    description = "Makes a new key and tells its secret, once.")
final class KeysAddCommand extends OperatorCommand {
  @Mixin private KeyRuleOptions rules = new KeyRuleOptions();

  @Option(names = "--paused", description = "Its jobs are not started until it is resumed.")
  private boolean paused;

  @Parameters(paramLabel = "NAME", description = "For people, and unique; no number.")
  private @Nullable String name;

  @Override
  void check() {
    rules.body();
  }

  @Override
  boolean begins() {
    return true;
  }

  @Override
  void run(Desk desk) {
    var body = rules.body().put("name", name);
    if (paused) {
      body.put("paused", true);
    }
    var key = desk.post("/v1/keys", body);
    tell(
        key,
        () -> {
          say("Key %d, %s.".formatted(key.path("id").asInt(), key.path("name").asText()));
          say("Its secret, shown this once: " + key.path("secret").asText());
        });
  }
}
