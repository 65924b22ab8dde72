package dev.kinoloom.boot;

import dev.kinoloom.bus.Bus;
import dev.kinoloom.pipeline.Hints;
import java.util.Set;

/** Hints by the event bus: they reach every node, this one too. */
record BusHints(Bus bus) implements Hints {
  @Override
  public void changed(Set<Long> jobs) {
    bus.announce(jobs);
  }

  @Override
  public void work(Set<Integer> lanes) {
    bus.work(lanes);
  }

  @Override
  public void stop(Set<Long> jobs) {
    bus.stop(jobs);
  }
}
