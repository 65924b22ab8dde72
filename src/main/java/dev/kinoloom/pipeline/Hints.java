package dev.kinoloom.pipeline;

import java.util.Set;

/** What is told to others after a commit. A hint that is lost costs time, never truth. */
public interface Hints {
  /** These jobs have new facts. */
  void changed(Set<Long> jobs);

  /** There may be work in these lanes. */
  void work(Set<Integer> lanes);

  /** These jobs are to be stopped: look at your leases now. */
  void stop(Set<Long> jobs);
}
