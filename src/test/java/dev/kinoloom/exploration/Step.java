package dev.kinoloom.exploration;

import dev.kinoloom.exploration.Steps.What;

/**
 * A step of a way: what happened, with its numbers, and the model's state before and after it.
 *
 * @param x a job, task or node, as {@link What} tells it
 * @param y a node, or the epoch of a result
 * @param z an outcome or a proposal
 */
record Step(What what, int x, int y, int z, State before, State after) {
  boolean changesSomething() {
    return !after.equals(before);
  }

  boolean isSame(Step other) {
    return what == other.what && x == other.x && y == other.y && z == other.z;
  }

  @Override
  public String toString() {
    return what.tell(x, y, z);
  }
}
