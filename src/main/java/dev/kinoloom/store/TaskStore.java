package dev.kinoloom.store;

import dev.kinoloom.domain.Claim;
import dev.kinoloom.domain.Decision;
import dev.kinoloom.domain.Fingerprint;
import dev.kinoloom.domain.Refusal;
import dev.kinoloom.domain.Report;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tasks, their leases and results. */
public interface TaskStore {
  /**
   * Leases up to {@code wants.get(lane)} tasks of each lane to a node, the fairest first. A node
   * that is draining, gone or late gets none.
   */
  Future<List<Claim>> claim(int node, Map<Integer, Integer> wants);

  /** Records results and decisions of many jobs in one commit; answers only what was not taken. */
  Future<List<Refusal>> finish(int node, List<Report> reports, List<Decision> decisions);

  /**
   * What a step came to.
   *
   * @param refusals of finish
   * @param claims of claim
   */
  record Step(List<Refusal> refusals, List<Claim> claims) {}

  /**
   * {@link #finish}, then {@link #claim}, in one commit where the store can. What it brought is
   * recorded even if nothing could be claimed.
   */
  default Future<Step> step(
      int node, List<Report> reports, List<Decision> decisions, Map<Integer, Integer> wants) {
    return finish(node, reports, decisions)
        .compose(
            refusals ->
                (wants.isEmpty()
                        ? Future.succeededFuture(List.<Claim>of())
                        : claim(node, wants).otherwise(List.of()))
                    .map(claims -> new Step(refusals, claims)));
  }

  /**
   * Appends a progress fact (JSON object), once for each call; false = the lease is over or the
   * task is to stop: stop working.
   */
  Future<Boolean> progress(int node, long job, int no, int epoch, String data);

  /** Makes up to {@code most} waiting tasks whose time has come ready; answers how many. */
  Future<Integer> promote(int most);

  /** The results (JSON) of tasks that were done before; of what was never done there is none. */
  Future<Map<Fingerprint, String>> checkpoints(Set<Fingerprint> wanted);
}
