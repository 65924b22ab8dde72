package dev.kinoloom.provider.flite;

import java.util.ArrayList;
import java.util.List;

/** What flite says of the sounds it speaks, by {@code -psdur}: a line for each utterance. */
final class Sounds {
  private static final String PAUSE = "pau";

  private Sounds() {}

  /**
   * One sound.
   *
   * @param name e.g. {@code ax}
   * @param start seconds from the start of the file
   * @param end seconds
   */
  record Sound(String name, double start, double end) {}

  /** The sounds without the pauses; empty when that is not what flite prints. */
  static List<Sound> read(String printed) {
    var sounds = new ArrayList<Sound>();
    double offset = 0;
    for (String line : printed.lines().filter(line -> !line.isBlank()).toList()) {
      double start = 0;
      for (String sound : line.strip().split("\\s+", -1)) {
        if (!sound.matches("[a-z]+:\\d{1,6}\\.\\d{1,6}")) {
          return List.of();
        }
        int colon = sound.indexOf(':');
        double end = Double.parseDouble(sound.substring(colon + 1));
        if (!sound.startsWith(PAUSE + ":")) {
          sounds.add(new Sound(sound.substring(0, colon), offset + start, offset + end));
        }
        start = end;
      }
      offset += start;
    }
    return sounds;
  }
}
