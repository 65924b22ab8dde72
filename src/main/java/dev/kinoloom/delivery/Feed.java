package dev.kinoloom.delivery;

import dev.kinoloom.codec.FactData;
import dev.kinoloom.domain.Fact;
import dev.kinoloom.domain.JobProgress;
import dev.kinoloom.ops.LogFields;
import dev.kinoloom.store.FactStore;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One job that is watched: its facts are read once for all who watch it and are up to date. Used
 * from one event loop.
 */
final class Feed {
  private static final Logger log = LoggerFactory.getLogger(Feed.class);
  private static final int PAGE = 100;

  private final long job;
  private final Map<String, String> logFields;
  private final FactStore facts;
  private final Set<Watcher> watchers = new LinkedHashSet<>();
  private JobProgress progress;
  private boolean reading;
  private boolean again;

  Feed(long job, Map<String, String> logFields, FactStore facts, JobProgress progress) {
    this.job = job;
    this.logFields = logFields;
    this.facts = facts;
    this.progress = progress;
  }

  /** Number of the last fact that was read. */
  int lastSeq() {
    return progress.lastSeq();
  }

  void join(Watcher watcher) {
    watchers.add(watcher);
  }

  void leave(Watcher watcher) {
    watchers.remove(watcher);
  }

  boolean isEmpty() {
    return watchers.isEmpty();
  }

  /** There may be new facts: reads them, again if this is said while it reads. */
  void wake() {
    if (reading) {
      again = true;
      return;
    }
    reading = true;
    again = false;
    facts.after(job, progress.lastSeq(), PAGE).onComplete(this::heard, this::failed);
  }

  private void heard(List<Fact> page) {
    reading = false;
    for (var fact : page) {
      progress = progress.with(List.of(FactData.read(fact)));
      for (var watcher : new ArrayList<>(watchers)) {
        watcher.tell(fact, progress);
      }
    }
    if (again || page.size() == PAGE) {
      wake();
    }
  }

  /** The next hint or poll reads again. */
  private void failed(Throwable cause) {
    reading = false;
    LogFields.about(logFields, () -> log.warn("feed.not_read cause={}", cause.toString()));
  }
}
