package dev.kinoloom.boot;

import dev.kinoloom.api.Admission;
import dev.kinoloom.api.Allowance;
import dev.kinoloom.api.FreedFiles;
import dev.kinoloom.api.Intake;
import dev.kinoloom.api.Offer;
import dev.kinoloom.artifact.ArtifactShelf;
import dev.kinoloom.artifact.ArtifactStore;
import dev.kinoloom.config.Roles;
import dev.kinoloom.pipeline.Pipeline;
import dev.kinoloom.pipeline.Stage;
import dev.kinoloom.provider.Inspection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;

/**
 * What turns wishes into videos on a node: its providers, the stages over them, the engine that
 * drives those, and the intake before it.
 */
record Plant(
    Engine engine, Intake intake, Admission admission, Allowance allowance, FreedFiles freed) {
  /** {@code roles}: what the engine does here. */
  static Plant build(Node node, Roles roles) {
    makeScratch(node);
    var providers = Providers.open(node);
    return of(
        node,
        roles,
        Stages.over(providers),
        providers.offer(),
        providers.inspection(),
        node.artifacts());
  }

  /**
   * The same with other stages.
   *
   * @param offer what the intake may promise
   * @param inspection of what is sent along
   * @param artifacts where stages keep what they make
   */
  static Plant of(
      Node node,
      Roles roles,
      List<Stage> stages,
      Offer offer,
      Inspection inspection,
      ArtifactStore artifacts) {
    makeScratch(node);
    var scratch = node.scratch();
    var pipeline = new Pipeline(stages);
    var engine =
        new Engine(
            node.vertx(),
            node.stores(),
            node.operations(),
            node.timers(),
            node.history(),
            artifacts,
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
            artifacts,
            node.blocking(),
            scratch,
            offer,
            Clock.systemUTC(),
            node.meters(),
            node.traces(),
            engine::admit);
    var operations = node.operations();
    var shelf = shelf(artifacts);
    var allowance = new Allowance(operations.storage(), shelf, System::nanoTime);
    var freed =
        new FreedFiles(
            operations.storage(), operations.retention(), shelf, allowance, Clock.systemUTC());
    var admission = new Admission(artifacts, allowance, node.blocking(), scratch, inspection);
    return new Plant(engine, intake, admission, allowance, freed);
  }

  private static ArtifactShelf shelf(ArtifactStore artifacts) {
    if (artifacts instanceof ArtifactShelf shelf) {
      return shelf;
    }
    throw new IllegalArgumentException("files that cannot be counted: " + artifacts);
  }

  private static void makeScratch(Node node) {
    try {
      Files.createDirectories(node.scratch());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
