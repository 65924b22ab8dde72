package dev.kinoloom.exploration;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Visits every state that can be reached, nearest first, and looks whether each obeys the laws;
 * then whether from each the end of all jobs can still be reached.
 */
final class Exploration {
  /**
   * What was found.
   *
   * @param states how many
   * @param steps how many steps lead from one to another
   * @param depth the most steps from the beginning
   * @param law the one that is broken; null = none
   * @param trace what happened until then, the shortest way
   */
  record Found(int states, long steps, int depth, @Nullable String law, List<String> trace) {
    @Override
    public String toString() {
      var counts = "%,d states, %,d steps, depth %d".formatted(states, steps, depth);
      return law == null
          ? counts
          : "%s: %s%n  %s".formatted(counts, law, String.join("\n  ", trace));
    }
  }

  private final Steps steps;
  private final Laws laws;
  private final boolean alike;
  private final int most;
  private final Map<State, Integer> numbers = new HashMap<>();
  private final List<State> states = new ArrayList<>();
  private final Ints parents = new Ints();
  private final Ints depths = new Ints();

  /** From which state to which. */
  private final Ints from = new Ints();

  private final Ints to = new Ints();
  private int broken = -1;
  private @Nullable String law;

  private Exploration(Bounds bounds, Set<Break> breaks, int most) {
    this.steps = new Steps(bounds, breaks);
    this.laws = new Laws(bounds);
    this.alike = breaks.isEmpty();
    this.most = most;
  }

  /** Throws when there are more states than {@code most}. */
  static Found of(Bounds bounds, Set<Break> breaks, int most) {
    var exploration = new Exploration(bounds, breaks, most);
    exploration.visit(new State(bounds), -1);
    for (int i = 0; i < exploration.states.size() && exploration.broken < 0; i++) {
      exploration.expand(i);
    }
    if (exploration.broken < 0) {
      exploration.lookForDeadEnds();
    }
    return exploration.found();
  }

  private void expand(int number) {
    steps.from(
        states.get(number),
        (what, x, y, z, next) -> {
          if (broken < 0) {
            int there = visit(plain(next), number);
            if (there != number) {
              from.add(number);
              to.add(there);
            }
          }
        });
  }

  /** Nodes keep their names where a trace may have to be told. */
  private State plain(State next) {
    return alike ? next.forgetful().canonical() : next.forgetful();
  }

  private int visit(State state, int parent) {
    var known = state.breach() == null ? numbers.get(state) : null;
    if (known != null) {
      return known;
    }
    var breach = laws.broken(state);
    int number = states.size();
    if (number >= most) {
      throw new IllegalStateException(
          "more than %,d states: smaller bounds, please".formatted(most));
    }
    states.add(state);
    numbers.put(state, number);
    parents.add(parent);
    depths.add(parent < 0 ? 0 : depths.get(parent) + 1);
    if (breach != null) {
      broken = number;
      law = breach;
    }
    return number;
  }

  /** Backwards from where all jobs have ended: what was not met is stuck for ever. */
  private void lookForDeadEnds() {
    var good = new BitSet(states.size());
    var queue = new Ints();
    for (int i = 0; i < states.size(); i++) {
      if (laws.isRest(states.get(i))) {
        good.set(i);
        queue.add(i);
      }
    }
    var before = Incoming.of(from, to, states.size());
    for (int i = 0; i < queue.size(); i++) {
      before.forEach(
          queue.get(i),
          earlier -> {
            if (!good.get(earlier)) {
              good.set(earlier);
              queue.add(earlier);
            }
          });
    }
    int stuck = good.nextClearBit(0);
    if (stuck < states.size()) {
      broken = stuck;
      law = "from here a job can never end";
    }
  }

  private Found found() {
    return new Found(
        states.size(),
        to.size(),
        depths.get(depths.size() - 1),
        law,
        broken < 0 ? List.of() : trace());
  }

  private List<String> trace() {
    var lines = new ArrayList<String>();
    for (int at = broken; parents.get(at) >= 0; at = parents.get(at)) {
      var target = states.get(at);
      var words = new ArrayList<String>();
      steps.from(
          states.get(parents.get(at)),
          (what, x, y, z, next) -> {
            if (plain(next).equals(target)) {
              words.add(what.tell(x, y, z));
            }
          });
      lines.add(words.get(0));
    }
    Collections.reverse(lines);
    return lines;
  }
}
