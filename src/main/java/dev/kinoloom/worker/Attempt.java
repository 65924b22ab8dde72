package dev.kinoloom.worker;

import dev.kinoloom.artifact.LocalFile;
import dev.kinoloom.domain.Claim;
import dev.kinoloom.domain.Holding;
import dev.kinoloom.domain.Usage;
import dev.kinoloom.ops.LogFields;
import dev.kinoloom.ops.TraceSpan;
import dev.kinoloom.provider.Call;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt of one task while it runs: how far it is, whether and why it is to end, what must be
 * killed then. Safe to use from any thread.
 */
final class Attempt implements Call {
  private static final Logger log = LoggerFactory.getLogger(Attempt.class);

  /** Why an attempt ends before its time. */
  enum End {
    /** The job is being stopped: report STOPPED. */
    STOPPED,
    /** It took too long. */
    TIMED_OUT,
    /** The node drains: hand back. */
    DRAINED,
    /** The lease is lost: nothing of it counts, nothing is reported. */
    FENCED
  }

  /** Where progress goes. */
  interface Meter {
    void progress(double fraction, String message);
  }

  private final Claim claim;
  private final ScratchDir.Place scratch;
  private final long deadlineNanos;
  private volatile Meter meter = (fraction, message) -> {};
  private final List<Runnable> kills = new ArrayList<>();
  private final Spending spending = new Spending();
  private final Set<String> providers = ConcurrentHashMap.newKeySet();
  private volatile Map<String, String> fields;
  private volatile TraceSpan span = TraceSpan.NONE;
  private final List<LocalFile> files = new ArrayList<>();
  private volatile Usage used = Usage.NONE;
  private volatile Duration looked = Duration.ZERO;
  private boolean over;
  private volatile @Nullable End end;

  Attempt(Claim claim, ScratchDir.Place scratch, Duration timeout) {
    this.claim = claim;
    this.scratch = scratch;
    this.fields = Map.of(LogFields.JOB, Long.toString(claim.job()));
    this.deadlineNanos = System.nanoTime() + timeout.toNanos();
  }

  Claim claim() {
    return claim;
  }

  /** What ends, by {@code timeout}, what this one or one before it left running outside. */
  Attempt ending(Duration timeout) {
    return new Attempt(claim, scratch, timeout);
  }

  /** To whom: what stands on log lines about it, and where it is traced. */
  void belongs(Map<String, String> logFields, TraceSpan traced) {
    fields = logFields;
    span = traced;
  }

  /** It asks a provider. */
  void asks(String provider) {
    providers.add(provider);
  }

  /** It has ended, with what outcome. */
  void over(String outcome, boolean good) {
    if (!providers.isEmpty()) {
      span.put("kinoloom.provider", String.join(",", new TreeSet<>(providers)));
    }
    span.end(outcome, good);
  }

  /** What it has taken so far. */
  Spending spending() {
    return spending;
  }

  /** It goes on with what took so much before. */
  void usedBefore(Usage before) {
    used = before;
  }

  /** What it and the looks before it have taken so far. */
  Usage used() {
    return used.plus(spending.total());
  }

  /** It goes on looking at something outside that has been looked at for so long. */
  void looksSince(Duration before) {
    looked = before;
  }

  /** How long before it something outside was looked at; zero = nothing was. */
  Duration looked() {
    return looked;
  }

  /** From now on progress goes there. */
  void measureBy(Meter whereTo) {
    meter = whereTo;
  }

  /** The file stays where it is until the attempt is over. */
  void reads(LocalFile file) {
    synchronized (files) {
      if (!over) {
        files.add(file);
        return;
      }
    }
    file.close();
  }

  /** Nothing of it is left, and nothing it read need stay. */
  void over() {
    List<LocalFile> read;
    synchronized (files) {
      over = true;
      read = List.copyOf(files);
      files.clear();
    }
    read.forEach(LocalFile::close);
  }

  Holding holding() {
    return new Holding(claim.job(), claim.no(), claim.epoch(), end != null);
  }

  @Nullable End end() {
    return end;
  }

  /** The first reason stands, but a lost lease outranks every other. */
  void end(End why) {
    List<Runnable> due;
    synchronized (kills) {
      if (end == null || why == End.FENCED) {
        end = why;
      }
      due = List.copyOf(kills);
      kills.clear();
    }
    due.forEach(this::runSafely);
  }

  @Override
  public Path scratch() {
    return scratch.made();
  }

  /** Removes the directory, if there is one, with all that is in it. */
  void removeScratch() throws IOException {
    scratch.remove();
  }

  /** For a log line. */
  String scratchName() {
    return scratch.toString();
  }

  boolean hasScratch() {
    return scratch.isMade();
  }

  @Override
  public void progress(double fraction, String message) {
    meter.progress(fraction, message);
  }

  @Override
  public boolean stopped() {
    return end != null;
  }

  @Override
  public void onStop(Runnable kill) {
    synchronized (kills) {
      if (end == null) {
        kills.add(kill);
        return;
      }
    }
    runSafely(kill);
  }

  @Override
  public Duration timeLeft() {
    return Duration.ofNanos(Math.max(0, deadlineNanos - System.nanoTime()));
  }

  @Override
  public void childTook(Duration cpu, @Nullable Long peakBytes) {
    spending.child(cpu, peakBytes);
  }

  @Override
  public void costs(String provider, @Nullable Double estimate) {
    spending.cost(provider, estimate);
  }

  private void runSafely(Runnable kill) {
    try {
      kill.run();
    } catch (RuntimeException e) {
      LogFields.about(
          fields,
          () ->
              log.error(
                  "a child could not be killed no={} epoch={}", claim.no(), claim.epoch(), e));
    }
  }
}
