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

/** The tasks of a store behind something that a test puts in between; all is passed on. */
public class TasksBehind implements TaskStore {
  protected final TaskStore store;

  public TasksBehind(TaskStore store) {
    this.store = store;
  }

  @Override
  public Future<List<Refusal>> finish(int node, List<Report> reports, List<Decision> decisions) {
    return store.finish(node, reports, decisions);
  }

  @Override
  public Future<List<Claim>> claim(int node, Map<Integer, Integer> wants) {
    return store.claim(node, wants);
  }

  @Override
  public Future<Boolean> progress(int node, long job, int no, int epoch, String data) {
    return store.progress(node, job, no, epoch, data);
  }

  @Override
  public Future<Integer> promote(int most) {
    return store.promote(most);
  }

  @Override
  public Future<Map<Fingerprint, String>> checkpoints(Set<Fingerprint> wanted) {
    return store.checkpoints(wanted);
  }
}
