package dev.kinoloom.pipeline;

import dev.kinoloom.domain.Claim;
import dev.kinoloom.domain.JobSnapshot;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The room that the workers of this node have for tasks, for whoever commits new ones: what the
 * commit claims besides need not be asked for again. Safe to use from any thread.
 */
public interface Pull {
  /** On a node without workers. */
  Pull NONE =
      new Pull() {
        @Override
        public Map<Integer, Integer> offer(Set<Integer> lanes) {
          return Map.of();
        }

        @Override
        public void take(Map<Integer, Integer> offered, List<Claim> claims) {}
      };

  /** All the room there is, by lane, each above 0; held until {@link #take} is called with it. */
  Map<Integer, Integer> offer(Set<Integer> lanes);

  /**
   * While a commit with an offer is under way: {@code job} will probably look like this, and its
   * new tasks {@code nos} be claimed. What they need may be got ready.
   */
  default void expect(JobSnapshot job, List<Integer> nos) {}

  /** {@code claims}: what came of the offer, to be run; perhaps nothing. */
  void take(Map<Integer, Integer> offered, List<Claim> claims);
}
