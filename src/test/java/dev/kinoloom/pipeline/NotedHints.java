package dev.kinoloom.pipeline;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Hints that go nowhere, written down in the order in which they were given. */
public class NotedHints implements Hints {
  /** E.g. {@code changed [1]}, {@code work [2]}, {@code stop [3]}. */
  public final List<String> notes = Collections.synchronizedList(new ArrayList<>());

  @Override
  public void changed(Set<Long> jobs) {
    notes.add("changed " + jobs);
  }

  @Override
  public void work(Set<Integer> lanes) {
    notes.add("work " + lanes);
  }

  @Override
  public void stop(Set<Long> jobs) {
    notes.add("stop " + jobs);
  }
}
