package dev.kinoloom.provider;

import dev.kinoloom.domain.Brief;
import java.util.List;

/** What this machine must have before a brief is worth starting: programs, disk, memory. */
@FunctionalInterface
public interface Machine {
  /**
   * Something that is missing, in a whole sentence that says what to do.
   *
   * @param plain for everybody: no paths of the machine
   * @param words for who runs the service
   */
  record Lack(String plain, String words) {
    public Lack(String words) {
      this(words, words);
    }
  }

  /**
   * What is missing for this brief; empty = nothing. Blocks (files, child processes), seconds at
   * most.
   */
  List<Lack> problems(Brief brief);

  /** All that these machines miss, in their order. */
  static Machine all(List<Machine> parts) {
    var kept = List.copyOf(parts);
    return brief -> kept.stream().flatMap(part -> part.problems(brief).stream()).toList();
  }
}
