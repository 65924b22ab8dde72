package dev.kinoloom.boot;

import dev.kinoloom.api.management.Names;
import dev.kinoloom.pipeline.TaskId;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * What lanes and tasks are called, without the stages themselves.
 *
 * @param slotNodes the node that looks after a slot first, by the slot; empty = nobody in
 *     particular
 */
record StageNames(IntFunction<Optional<Integer>> slotNodes) implements Names {
  /** Where no node looks after slots. */
  static StageNames withoutSlots() {
    return new StageNames(slot -> Optional.empty());
  }

  @Override
  public String task(int no) {
    return lane((no - 1) / TaskId.PARTS + 1) + "/" + (no - 1) % TaskId.PARTS;
  }

  @Override
  public String lane(int lane) {
    var names = Stages.names();
    return lane >= 1 && lane <= names.size() ? names.get(lane - 1) : "lane " + lane;
  }

  @Override
  public Optional<Integer> nodeOfSlot(int slot) {
    return slotNodes.apply(slot);
  }
}
