package dev.kinoloom.boot;

import dev.kinoloom.api.Offer;
import dev.kinoloom.artifact.SharedDirectory;
import dev.kinoloom.chaos.FailingStore;
import dev.kinoloom.chaos.Pace;
import dev.kinoloom.chaos.WhimsicalStage;
import dev.kinoloom.config.Roles;
import java.nio.file.Path;
import java.util.List;

/**
 * A node as {@code serve} starts it, in everything but its stages, which are light and whimsical. A
 * process of its own: {@code HOME PACE}; its settings are in the environment.
 */
public final class ChaosNode {
  private ChaosNode() {}

  public static void main(String[] args) {
    try {
      var home = new Home(Path.of(args[0]));
      var settings = new ConfigLoader(System.getenv()).load(home.root(), null);
      Logging.use(settings.settings().log());
      var pace = Pace.valueOf(args[1]);
      var service = Service.start(home, settings, false, (node, roles) -> plant(node, roles, pace));
      Runtime.getRuntime().addShutdownHook(new Thread(service::close, "farewell"));
    } catch (RuntimeException e) {
      e.printStackTrace();
      Runtime.getRuntime().halt(1);
    }
  }

  private static Plant plant(Node node, Roles roles, Pace pace) {
    return Plant.of(
        node,
        roles,
        WhimsicalStage.all(node.blocking(), pace),
        new Offer(List.of("ink"), List.of(), false),
        (file, type, call) -> file,
        FailingStore.over((SharedDirectory) node.artifacts(), node.home().root()));
  }
}
