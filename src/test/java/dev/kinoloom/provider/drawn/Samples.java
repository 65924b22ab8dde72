package dev.kinoloom.provider.drawn;

import dev.kinoloom.domain.Script;
import dev.kinoloom.domain.Script.Role;
import dev.kinoloom.domain.Script.Scene;
import java.util.ArrayList;
import java.util.List;

/** A script with a scene for each kind of card. */
final class Samples {
  private Samples() {}

  static Script cables() {
    var scenes = new ArrayList<Scene>();
    add(
        scenes,
        Role.HOOK,
        "The internet is a thing you can hold",
        "Your last video call did not travel through the sky. It crossed the floor of the sea.");
    add(
        scenes,
        Role.BODY,
        "The cloud lies on the sea floor",
        "Nearly everything that one continent sends to another goes through glass threads on the"
            + " bottom of the ocean.");
    add(
        scenes,
        Role.BODY,
        "What satellites carry",
        "Cables carry about 99 percent of the data between continents, and satellites the rest.");
    add(
        scenes,
        Role.BODY,
        "How long all cables are",
        "Together the cables in service measure about 1.4 million kilometres.");
    add(
        scenes,
        Role.BODY,
        "What breaks a cable",
        "Most faults have dull causes: fishing gear, dragged anchors, underwater landslides and"
            + " worn-out parts.");
    add(
        scenes,
        Role.BODY,
        "What speed costs",
        "A message to London took 16 hours in 1858 and, once the line worked, a telegram took less"
            + " than 1 hours in 1866.");
    add(
        scenes,
        Role.BODY,
        "The real danger",
        "The danger to the network is not sharks but fishing boats, and engineers know it.");
    add(
        scenes,
        Role.BODY,
        "The dream of 1858",
        "“Whether we have anything to say to each other remains to be seen,” wrote Henry Thoreau"
            + " about the telegraph.");
    add(
        scenes,
        Role.CLOSE,
        "A thread of glass, thinner than a hair",
        "So the next time a page opens, think of the thread.");
    return new Script("How the internet crosses the sea", "en", "offline", scenes);
  }

  private static void add(List<Scene> scenes, Role role, String heading, String narration) {
    scenes.add(new Scene(scenes.size() + 1, role, heading, narration, List.of()));
  }
}
