package dev.kinoloom.provider;

import dev.kinoloom.domain.Brief;
import java.util.List;

/** What this machine must have before a brief is worth starting: programs, disk, memory. */
@FunctionalInterface
public interface Machine {
  /**
   * What is missing for this brief, each a whole sentence for people that says what to do; empty =
   * nothing. Blocks (files, child processes), seconds at most.
   */
  List<String> problems(Brief brief);

  /** All that these machines miss, in their order. */
  static Machine all(List<Machine> parts) {
    var kept = List.copyOf(parts);
    return brief -> kept.stream().flatMap(part -> part.problems(brief).stream()).toList();
  }
}
