package dev.kinoloom.boot;

import dev.kinoloom.api.Admission;
import dev.kinoloom.api.Intake;
import dev.kinoloom.config.Roles;
import dev.kinoloom.pipeline.Pipeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;

/**
 * What turns wishes into videos on a node: its providers, the stages over them, the engine that
 * drives those, and the intake before it.
 */
record Plant(Engine engine, Intake intake, Admission admission, Providers providers) {
  /** {@code roles}: what the engine does here. */
  static Plant build(Node node, Roles roles) {
    var scratch = node.scratch();
    try {
      Files.createDirectories(scratch);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var providers = Providers.open(node);
    var pipeline = new Pipeline(Stages.over(providers));
    var engine =
        new Engine(
            node.vertx(),
            node.stores(),
            node.operations(),
            node.timers(),
            node.history(),
            node.artifacts(),
            node.bus(),
            pipeline,
            node.blocking(),
            node.settings(),
            roles,
            node.meters(),
            node.traces(),
            scratch);
    var intake =
        new Intake(
            node.vertx(),
            node.stores().jobs(),
            node.artifacts(),
            node.blocking(),
            scratch,
            providers.offer(),
            Clock.systemUTC(),
            node.meters(),
            node.traces(),
            engine::admit);
    var admission =
        new Admission(node.artifacts(), node.blocking(), scratch, providers.inspection());
    return new Plant(engine, intake, admission, providers);
  }
}
