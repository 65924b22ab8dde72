package dev.kinoloom.chaos;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** What the service has promised its customers. Safe to use from any thread. */
final class Ledger {
  /**
   * A job that was accepted.
   *
   * @param key whose it is
   * @param number of the order among the key's, in which they were sent
   * @param job its id
   */
  record Accepted(int key, int number, long job) {}

  private final Map<String, Accepted> accepted = new ConcurrentHashMap<>();
  private final Set<Long> cancelled = ConcurrentHashMap.newKeySet();
  private final Set<Long> maybeCancelled = ConcurrentHashMap.newKeySet();
  private final ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();
  private final AtomicInteger triedAgain = new AtomicInteger();

  /** {@code wish}: the idempotency key under which it was asked for. */
  void accepted(String wish, int key, int number, long job) {
    accepted.put(wish, new Accepted(key, number, job));
  }

  /** A cancel that was answered with yes. */
  void cancelled(long job) {
    cancelled.add(job);
  }

  /** One whose answer was lost. */
  void maybeCancelled(long job) {
    maybeCancelled.add(job);
  }

  /** An answer that nobody should get. */
  void fault(String what) {
    faults.add(what);
  }

  void triedAgain() {
    triedAgain.incrementAndGet();
  }

  Map<String, Accepted> all() {
    return Map.copyOf(accepted);
  }

  Set<Long> cancelled() {
    return Set.copyOf(cancelled);
  }

  /** Nobody has asked for the end of this job. */
  boolean isWanted(long job) {
    return !cancelled.contains(job) && !maybeCancelled.contains(job);
  }

  List<String> faults() {
    return List.copyOf(faults);
  }

  /** How many requests were sent once more, to another node. */
  int retries() {
    return triedAgain.get();
  }

  int size() {
    return accepted.size();
  }
}
