package dev.kinoloom.boot;

import dev.kinoloom.api.Offer;
import dev.kinoloom.artifact.SharedDirectory;
import dev.kinoloom.chaos.ClipVisuals;
import dev.kinoloom.chaos.FailingStore;
import dev.kinoloom.chaos.Pace;
import dev.kinoloom.chaos.WhimsicalStage;
import dev.kinoloom.config.Roles;
import dev.kinoloom.pipeline.Stage;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node as {@code serve} starts it, in everything but its stages, which are light and whimsical. A
 * process of its own: {@code HOME PACE [CLIPS]}; its settings are in the environment, {@code CLIPS}
 * is where clips are bought.
 */
public final class ChaosNode {
  private ChaosNode() {}

  public static void main(String[] args) {
    try {
      var home = new Home(Path.of(args[0]));
      var settings = new ConfigLoader(System.getenv()).load(home.root(), null);
      Logging.use(settings.settings().log());
      var pace = Pace.valueOf(args[1]);
      var clips = args.length > 2 ? args[2] : null;
      var service =
          Service.start(home, settings, false, (node, roles) -> plant(node, roles, pace, clips));
      Runtime.getRuntime().addShutdownHook(new Thread(service::close, "farewell"));
    } catch (RuntimeException e) {
      e.printStackTrace();
      Runtime.getRuntime().halt(1);
    }
  }

  private static Plant plant(Node node, Roles roles, Pace pace, @Nullable String clips) {
    var light = WhimsicalStage.all(node.blocking(), pace);
    if (clips == null) {
      return plant(node, roles, light);
    }
    return plant(node, roles, ClipVisuals.among(light, clips, node.vertx(), node.blocking()));
  }

  private static Plant plant(Node node, Roles roles, List<Stage> stages) {
    return Plant.of(
        node,
        roles,
        stages,
        new Offer(List.of("ink"), List.of(), false, false),
        (file, type, call) -> file,
        FailingStore.over((SharedDirectory) node.artifacts(), node.home().root()));
  }
}
