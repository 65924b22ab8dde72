package dev.kinoloom.domain;

import java.util.List;

/**
 * What is said and shown, scene by scene.
 *
 * @param title of the video
 * @param language BCP 47
 * @param writer the provider that wrote it, e.g. {@code offline}
 * @param scenes in order; at least one, at most 300
 */
public record Script(String title, String language, String writer, List<Scene> scenes) {
  public Script {
    scenes = List.copyOf(scenes);
    if (scenes.isEmpty() || scenes.size() > 300) {
      throw new Invalid("script", "must have 1 to 300 scenes, not " + scenes.size());
    }
  }

  /** What a scene is for. */
  public enum Role {
    HOOK,
    BODY,
    CLOSE
  }

  /**
   * One thought.
   *
   * @param number 1 for the first
   * @param role what it is for
   * @param heading a few words that a picture can show; may be empty
   * @param narration what is said, whole sentences
   * @param points what a list or comparison would show, each a few words; usually empty
   */
  public record Scene(
      int number, Role role, String heading, String narration, List<String> points) {
    public Scene {
      points = List.copyOf(points);
      if (narration.isBlank()) {
        throw new Invalid("script", "scene %d says nothing".formatted(number));
      }
    }
  }
}
