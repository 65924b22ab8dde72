package dev.kinoloom.pipeline;

import dev.kinoloom.domain.Holding;
import java.util.List;

/** What this node really runs, beside which the heartbeat lays what the database says it holds. */
public interface Attempts {
  /** All that runs now ({@code stop} = it was asked to stop). */
  List<Holding> running();

  /** Asks an attempt to stop: its job is being stopped. It reports STOPPED when it has. */
  void stop(Holding attempt);

  /** Ends an attempt at once and without a report: its lease is lost. */
  void fence(Holding attempt);

  /** Ends them all at once and without reports: this node was buried, or cannot renew its lease. */
  void fenceAll();
}
