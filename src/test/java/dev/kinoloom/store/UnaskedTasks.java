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

/** Tasks of which nobody is expected to ask anything but what a test overrides. */
public class UnaskedTasks implements TaskStore {
  @Override
  public Future<List<Refusal>> finish(int node, List<Report> reports, List<Decision> decisions) {
    throw new AssertionError("finish");
  }

  @Override
  public Future<List<Claim>> claim(int node, Map<Integer, Integer> wants) {
    throw new AssertionError("claim");
  }

  @Override
  public Future<Boolean> progress(int node, long job, int no, int epoch, String data) {
    throw new AssertionError("progress");
  }

  @Override
  public Future<Integer> promote(int most) {
    throw new AssertionError("promote");
  }

  @Override
  public Future<Map<Fingerprint, String>> checkpoints(Set<Fingerprint> wanted) {
    throw new AssertionError("checkpoints");
  }
}
