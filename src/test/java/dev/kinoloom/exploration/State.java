package dev.kinoloom.exploration;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One state of the world: a few small numbers. What the engine knows, what processes believe, what
 * was sent and may arrive, again and again, at any time; and a little history for the laws.
 */
final class State {
  // a job
  static final int ABSENT = 0;
  static final int DRAWN = 1;
  static final int QUEUED = 2;
  static final int RUNNING = 3;
  static final int HELD = 4;
  static final int STOPPING = 5;
  static final int COMPLETED = 6;
  static final int FAILED = 7;
  static final int CANCELLED = 8;
  // a task
  static final int NONE = 0;
  static final int READY = 1;
  static final int LEASED = 2;
  static final int WAITING = 3;
  static final int PARKED = 4;
  static final int T_DONE = 5;
  static final int T_FAILED = 6;
  static final int T_CANCELLED = 7;
  // a node
  static final int UP = 0;
  static final int PAUSED = 1;
  static final int BURIED = 2;
  static final int DEAD = 3;
  static final int NODES = 2;

  /** Who holds a lease: a node, or one that is gone. */
  static final int GONE = NODES;

  // a paid call
  static final int INTENT = 1;
  static final int KNOWN = 2;
  static final int VOID = 3;
  static final int FETCHED = 4;
  // who made an intent
  static final int MAY_SEND = 1;
  static final int HAS_HANDLE = 2;

  private static final int JOB = 5;
  private static final int TASK = 7;
  private static final int EPOCHS = 6;

  private final Bounds bounds;
  final byte[] a;
  private @Nullable String breach;

  State(Bounds bounds) {
    this.bounds = bounds;
    this.a = new byte[Layout.size(bounds)];
  }

  private State(Bounds bounds, byte[] a) {
    this.bounds = bounds;
    this.a = a;
  }

  /** A step broke a law on the way here. */
  void breach(String law) {
    breach = law;
  }

  @Nullable String breach() {
    return breach;
  }

  State copy() {
    return new State(bounds, a.clone());
  }

  /** Where things are. */
  private static final class Layout {
    static int tasks(Bounds b) {
      return b.jobs() * JOB;
    }

    static int keys(Bounds b) {
      return tasks(b) + b.tasks() * TASK;
    }

    static int nodes(Bounds b) {
      return keys(b) + b.keys();
    }

    /** State, ticket, and of each task the epoch it runs there. */
    static int node(Bounds b) {
      return 2 + b.tasks();
    }

    static int sent(Bounds b) {
      return nodes(b) + NODES * node(b);
    }

    static int rest(Bounds b) {
      return sent(b) + b.tasks() * EPOCHS;
    }

    static int size(Bounds b) {
      return rest(b) + Rest.values().length;
    }
  }

  /** Single numbers. */
  enum Rest {
    EFFECT,
    SEEN,
    CREATES,
    DEATHS,
    PAUSES,
    LOST,
    RETRIES,
    FAILURES,
    /** A decision that was made and not heard yet: its kind, job, revision, and result. */
    SLOW_KIND,
    SLOW_JOB,
    SLOW_REV,
    SLOW_TASK,
    SLOW_EPOCH,
    SLOW_OUTCOME,
    /** Broken worlds only: a key that was found free, and starts a job later. */
    STARTS
  }

  int get(Rest what) {
    return a[Layout.rest(bounds) + what.ordinal()];
  }

  void set(Rest what, int value) {
    a[Layout.rest(bounds) + what.ordinal()] = (byte) value;
  }

  void add(Rest what) {
    set(what, get(what) + 1);
  }

  int job(int j) {
    return a[j * JOB];
  }

  void job(int j, int state) {
    a[j * JOB] = (byte) state;
  }

  int rev(int j) {
    return a[j * JOB + 1];
  }

  void newRev(int j) {
    a[j * JOB + 1]++;
  }

  boolean wake(int j) {
    return a[j * JOB + 2] != 0;
  }

  void wake(int j, boolean letter) {
    a[j * JOB + 2] = (byte) (letter ? 1 : 0);
  }

  int target(int j) {
    return a[j * JOB + 3];
  }

  void target(int j, int state) {
    a[j * JOB + 3] = (byte) state;
  }

  boolean started(int j) {
    return a[j * JOB + 4] != 0;
  }

  void start(int j) {
    a[j * JOB + 4] = 1;
  }

  static boolean isFinal(int job) {
    return job >= COMPLETED;
  }

  boolean runs(int j) {
    return job(j) == RUNNING || job(j) == STOPPING;
  }

  private int at(int t, int field) {
    return Layout.tasks(bounds) + t * TASK + field;
  }

  int task(int t) {
    return a[at(t, 0)];
  }

  void task(int t, int state) {
    a[at(t, 0)] = (byte) state;
  }

  int holder(int t) {
    return a[at(t, 1)];
  }

  void holder(int t, int node) {
    a[at(t, 1)] = (byte) node;
  }

  int epoch(int t) {
    return a[at(t, 2)];
  }

  void newEpoch(int t) {
    a[at(t, 2)]++;
  }

  boolean stop(int t) {
    return a[at(t, 3)] != 0;
  }

  void stop(int t, boolean told) {
    a[at(t, 3)] = (byte) (told ? 1 : 0);
  }

  int lost(int t) {
    return a[at(t, 4)];
  }

  void lose(int t) {
    a[at(t, 4)]++;
  }

  int published(int t) {
    return a[at(t, 5)];
  }

  void publish(int t) {
    a[at(t, 5)]++;
  }

  /** History: how often its lease was really lost. */
  int swept(int t) {
    return a[at(t, 6)];
  }

  void sweep(int t) {
    a[at(t, 6)]++;
  }

  boolean mayRun(int t) {
    return task(t) == READY || task(t) == LEASED || task(t) == WAITING;
  }

  int running(int key) {
    return a[Layout.keys(bounds) + key];
  }

  void running(int key, int by) {
    a[Layout.keys(bounds) + key] += (byte) by;
  }

  private int node(int n, int field) {
    return Layout.nodes(bounds) + n * Layout.node(bounds) + field;
  }

  int node(int n) {
    return a[node(n, 0)];
  }

  void setNode(int n, int state) {
    a[node(n, 0)] = (byte) state;
  }

  int ticket(int n) {
    return a[node(n, 1)];
  }

  void ticket(int n, int ticket) {
    a[node(n, 1)] = (byte) ticket;
  }

  /** The epoch of the attempt that runs there; 0 = none. */
  int runs(int n, int t) {
    return a[node(n, 2 + t)];
  }

  void runs(int n, int t, int epoch) {
    a[node(n, 2 + t)] = (byte) epoch;
  }

  void forgetRuns(int n) {
    for (int t = 0; t < bounds.tasks(); t++) {
      runs(n, t, 0);
    }
  }

  boolean isSent(int t, int epoch, int outcome) {
    return (a[Layout.sent(bounds) + t * EPOCHS + epoch] >> outcome & 1) != 0;
  }

  boolean isAnythingSent(int t, int epoch) {
    return a[Layout.sent(bounds) + t * EPOCHS + epoch] != 0;
  }

  void send(int t, int epoch, int outcome) {
    a[Layout.sent(bounds) + t * EPOCHS + epoch] |= (byte) (1 << outcome);
  }

  static int mostEpochs() {
    return EPOCHS - 1;
  }

  /**
   * Forgets what can make no difference any more: what was sent of tasks that have ended, a
   * decision on a job that has, and how high a revision is: whether it moved on since the slow
   * decision was made is all that is ever asked.
   */
  State forgetful() {
    for (int t = 0; t < bounds.tasks(); t++) {
      if (task(t) >= T_DONE) {
        forgetTask(t);
      }
    }
    int slow = get(Rest.SLOW_KIND) == 0 ? -1 : get(Rest.SLOW_JOB);
    if (slow >= 0 && isFinal(job(slow))) {
      forgetSlow();
      slow = -1;
    }
    for (int j = 0; j < bounds.jobs(); j++) {
      boolean moved = j == slow && rev(j) != get(Rest.SLOW_REV);
      a[j * JOB + 1] = (byte) (moved ? 1 : 0);
    }
    set(Rest.SLOW_REV, 0);
    return this;
  }

  void forgetSlow() {
    for (int i = Rest.SLOW_KIND.ordinal(); i <= Rest.SLOW_OUTCOME.ordinal(); i++) {
      a[Layout.rest(bounds) + i] = 0;
    }
  }

  /** All but how it ended, and how often it was published and swept. */
  private void forgetTask(int t) {
    holder(t, 0);
    stop(t, false);
    a[at(t, 2)] = 0;
    a[at(t, 4)] = 0;
    int sent = Layout.sent(bounds) + t * EPOCHS;
    Arrays.fill(a, sent, sent + EPOCHS, (byte) 0);
    for (int n = 0; n < NODES; n++) {
      runs(n, t, 0);
    }
  }

  /** Nodes are alike: of two states that differ in their names only, one is enough. */
  State canonical() {
    int size = Layout.node(bounds);
    int from = Layout.nodes(bounds);
    if (Arrays.compare(a, from, from + size, a, from + size, from + 2 * size) <= 0) {
      return this;
    }
    var other = copy();
    other.breach = breach;
    System.arraycopy(a, from, other.a, from + size, size);
    System.arraycopy(a, from + size, other.a, from, size);
    for (int t = 0; t < bounds.tasks(); t++) {
      if (task(t) == LEASED && holder(t) != GONE) {
        other.holder(t, 1 - holder(t));
      }
    }
    return other;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof State other && Arrays.equals(a, other.a);
  }

  @Override
  public int hashCode() {
    int h = 1;
    for (byte b : a) {
      h = h * 0x01000193 ^ b;
    }
    return h ^ h >>> 15;
  }
}
