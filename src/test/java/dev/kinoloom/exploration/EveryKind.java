package dev.kinoloom.exploration;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;

/**
 * Ways that lead to each kind of step that there is in a world, each the shortest to one, and the
 * short ones first.
 */
final class EveryKind {
  private final World world;
  private final Bounds bounds;
  private final Set<State> seen = new HashSet<>();
  private final Queue<State> unvisited = new ArrayDeque<>();

  /** The step that first led to a state; none to the first. */
  private final Map<State, Step> before = new HashMap<>();

  /** Nearest first. */
  private final Map<Kind, Step> first = new LinkedHashMap<>();

  private EveryKind(World world) {
    this.world = world;
    this.bounds = world.bounds();
  }

  static List<Way> ways(World world) {
    var kinds = new EveryKind(world);
    kinds.visit();
    return kinds.choose();
  }

  private void visit() {
    var steps = new Steps(bounds, Set.of());
    var beginning = new State(bounds);
    seen.add(beginning);
    unvisited.add(beginning);
    for (var state = unvisited.poll(); state != null; state = unvisited.poll()) {
      var from = state;
      steps.from(from, (what, x, y, z, next) -> take(new Step(what, x, y, z, from, next)));
    }
  }

  private void take(Step step) {
    first.putIfAbsent(Kind.of(bounds, step), step);
    var there = step.after().copy().forgetful();
    if (seen.add(there)) {
      before.put(there, step);
      unvisited.add(there);
    }
  }

  /** Beginning with the longest: they come by much of what the others are for. */
  private List<Way> choose() {
    var kinds = new ArrayList<>(first.entrySet());
    Collections.reverse(kinds);
    var met = new HashSet<Kind>();
    var ways = new ArrayList<Way>();
    for (var kind : kinds) {
      if (!met.contains(kind.getKey())) {
        var steps = to(kind.getValue());
        steps.forEach(step -> met.add(Kind.of(bounds, step)));
        ways.add(Way.again(world, "the shortest to its end", steps));
      }
    }
    Collections.reverse(ways);
    return ways;
  }

  private List<Step> to(Step last) {
    var steps = new ArrayList<Step>();
    for (var step = last; step != null; step = before.get(step.before())) {
      steps.add(step);
    }
    Collections.reverse(steps);
    return steps;
  }
}
