package dev.kinoloom.provider.flite;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Which sounds flite makes for a word that stands alone. */
record Dictionary(Map<String, List<String>> sounds) {
  Dictionary {
    sounds = Map.copyOf(sounds);
  }

  /** {@code lines}: what {@code -ps} prints, one for each of {@code words}; else empty. */
  static Optional<Dictionary> of(List<String> words, List<String> lines) {
    var spoken = lines.stream().filter(line -> !line.isBlank()).toList();
    if (spoken.size() != words.size()) {
      return Optional.empty();
    }
    var sounds = new HashMap<String, List<String>>();
    for (int i = 0; i < words.size(); i++) {
      sounds.put(
          words.get(i),
          Stream.of(spoken.get(i).strip().split("\\s+", -1))
              .filter(sound -> !sound.equals("pau"))
              .toList());
    }
    return Optional.of(new Dictionary(sounds));
  }

  List<String> of(String word) {
    return sounds.getOrDefault(word, List.of());
  }
}
