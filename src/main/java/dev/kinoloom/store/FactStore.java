package dev.kinoloom.store;

import dev.kinoloom.domain.Fact;
import dev.kinoloom.domain.FactKind;
import io.vertx.core.Future;
import java.util.List;

/** The log of a job: facts, numbered without gaps. */
public interface FactStore {
  /** Facts with {@code seq > after}, in order, at most {@code most}. */
  Future<List<Fact>> after(long job, int after, int most);

  /** Appends a fact without a lease, once for each call; false = the job has ended. */
  Future<Boolean> tell(long job, FactKind kind, String data);
}
