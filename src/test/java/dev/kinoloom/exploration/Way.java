package dev.kinoloom.exploration;

import dev.kinoloom.exploration.Steps.What;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * A way through a world, as the model goes it.
 *
 * @param name how to go it again
 * @param steps in order
 */
record Way(World world, String name, List<Step> steps) {
  private static final int MOST = 60;

  /** Of ten steps one may be such that the model says nothing changes. */
  private static final double IDLE = 0.1;

  /** How often something late still comes when nothing can change any more. */
  private static final double AFTER_THE_END = 0.5;

  /** By chance, to where nothing can change any more: the same seed, the same way. */
  static Way by(World world, long seed) {
    var steps = new Steps(world.bounds(), Set.of());
    var random = new Random(seed);
    var gone = new ArrayList<Step>();
    var now = new State(world.bounds());
    while (gone.size() < MOST) {
      var possible = possible(steps, now);
      var changing = possible.stream().filter(Step::changesSomething).toList();
      var idle = possible.stream().filter(step -> !step.changesSomething()).toList();
      boolean goesIdle = random.nextDouble() < (changing.isEmpty() ? AFTER_THE_END : IDLE);
      var some = goesIdle && !idle.isEmpty() ? idle : changing;
      if (some.isEmpty()) {
        break;
      }
      var step = choose(some, random);
      gone.add(step);
      now = step.after();
    }
    return new Way(world, "-Dexploration.seed=" + seed, List.copyOf(gone));
  }

  /** The same steps, by a model that has forgotten nothing. */
  static Way again(World world, String name, List<Step> planned) {
    var steps = new Steps(world.bounds(), Set.of());
    var gone = new ArrayList<Step>();
    var now = new State(world.bounds());
    for (var plan : planned) {
      var step = possible(steps, now).stream().filter(plan::isSame).findFirst().orElseThrow();
      gone.add(step);
      now = step.after();
    }
    return new Way(world, name, List.copyOf(gone));
  }

  /** All jobs have ended. */
  boolean endsAtRest() {
    return !steps.isEmpty() && new Laws(world.bounds()).isRest(steps.get(steps.size() - 1).after());
  }

  private static List<Step> possible(Steps steps, State now) {
    var possible = new ArrayList<Step>();
    steps.from(now, (what, x, y, z, next) -> possible.add(new Step(what, x, y, z, now, next)));
    return possible;
  }

  /** First what, then of whom: rare things are not drowned by those that can happen to many. */
  private static Step choose(List<Step> some, Random random) {
    var byWhat = new EnumMap<What, List<Step>>(What.class);
    some.forEach(step -> byWhat.computeIfAbsent(step.what(), w -> new ArrayList<>()).add(step));
    var lots = new ArrayList<List<Step>>();
    byWhat.forEach(
        (what, its) -> {
          for (int i = weight(what); i > 0; i--) {
            lots.add(its);
          }
        });
    var its = lots.get(random.nextInt(lots.size()));
    return its.get(random.nextInt(its.size()));
  }

  /** What ends lives is seldom, so that ways come far. */
  private static int weight(What what) {
    return switch (what) {
      case CANCEL, RASH, DIE, PAUSE -> 1;
      default -> 5;
    };
  }
}
