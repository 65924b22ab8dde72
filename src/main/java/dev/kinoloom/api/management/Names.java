package dev.kinoloom.api.management;

import java.util.Optional;

/** What the store's numbers are called. */
public interface Names {
  /** A task, e.g. {@code voice/3}. */
  String task(int no);

  /** A lane, by the stage whose queue it is. */
  String lane(int lane);

  /** The node that looks after a slot of the ring first; empty = nobody in particular. */
  Optional<Integer> nodeOfSlot(int slot);
}
