package dev.kinoloom.domain;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** One stage of a job as its facts tell it; changed only while {@link JobProgress} folds. */
final class StageProgress {
  private final String name;
  private final Map<Integer, Double> runningPercent = new HashMap<>();
  private final Map<Integer, Double> runningShare = new HashMap<>();
  private final Set<Integer> estimated = new HashSet<>();
  private final Set<Integer> doneParts = new HashSet<>();
  private double doneShare;
  private int done;
  private int of;
  private double best;
  private String message = "";
  private Usage used = Usage.NONE;

  StageProgress(String name) {
    this.name = name;
  }

  StageProgress copy() {
    var copy = new StageProgress(name);
    copy.runningPercent.putAll(runningPercent);
    copy.runningShare.putAll(runningShare);
    copy.estimated.addAll(estimated);
    copy.doneParts.addAll(doneParts);
    copy.doneShare = doneShare;
    copy.done = done;
    copy.of = of;
    copy.best = best;
    copy.message = message;
    copy.used = used;
    return copy;
  }

  void run(Told.Running told) {
    message = told.message().isBlank() ? title() : told.message();
    of = Math.max(of, told.of());
    if (!doneParts.contains(told.part())) {
      estimated.remove(told.part());
      runningPercent.put(told.part(), between(told.percent()));
      runningShare.put(told.part(), Math.max(0, told.share()));
    }
    raise();
  }

  /** Says nothing but how far a task may be; never less than is known of it. */
  void estimate(Told.Estimated.Part told) {
    if (message.isEmpty()) {
      message = title();
    }
    of = Math.max(of, told.of());
    double known = runningPercent.getOrDefault(told.part(), 0.0);
    if (!doneParts.contains(told.part()) && between(told.percent()) > known) {
      estimated.add(told.part());
      runningPercent.put(told.part(), between(told.percent()));
      runningShare.put(told.part(), Math.max(0, told.share()));
    }
    raise();
  }

  /** How far a task is that runs is only thought. */
  boolean isEstimated() {
    return !estimated.isEmpty();
  }

  void finish(Told.Done told) {
    used = used.plus(told.used());
    stop(told.part());
    if (doneParts.add(told.part())) {
      doneShare += Math.max(0, told.share());
    }
    of = Math.max(of, told.of());
    done = Math.max(Math.max(done, told.done()), doneParts.size());
    message = "%s: %d of %d%s".formatted(title(), done, of, told.reused() ? ", kept" : "");
    raise();
  }

  void setBack(Told.Setback told) {
    used = used.plus(told.used());
    stop(told.part());
    var what = "%s: %s".formatted(title(), told.failure().message());
    message =
        told.retryInMillis() == 0
            ? what
            : "%s; next try in %d s".formatted(what, Math.max(1, told.retryInMillis() / 1000));
  }

  /** What of the job's 100 percent this stage has earned so far. */
  double earned() {
    double running = 0;
    for (var part : runningShare.entrySet()) {
      running += part.getValue() * runningPercent.getOrDefault(part.getKey(), 0.0) / 100;
    }
    return doneShare + running;
  }

  boolean isDone() {
    return of > 0 && done >= of;
  }

  int done() {
    return done;
  }

  int of() {
    return of;
  }

  String message() {
    return message;
  }

  String title() {
    return name.isEmpty() ? "" : name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  JobStatus.StageStatus status() {
    return new JobStatus.StageStatus(name, title(), (int) best, done, of, message, used);
  }

  private void stop(int part) {
    estimated.remove(part);
    runningPercent.remove(part);
    runningShare.remove(part);
  }

  /** A stage never shows less than it has shown. */
  private void raise() {
    double running = runningPercent.values().stream().mapToDouble(p -> p).sum() / 100;
    int seen = Math.max(of, doneParts.size() + runningPercent.size());
    best = isDone() ? 100 : Math.max(best, Math.min(99, 100 * (done + running) / seen));
  }

  private static double between(double percent) {
    return Double.isNaN(percent) ? 0 : Math.min(100, Math.max(0, percent));
  }
}
