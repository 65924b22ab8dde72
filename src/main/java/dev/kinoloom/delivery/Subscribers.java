package dev.kinoloom.delivery;

import dev.kinoloom.codec.FactData;
import dev.kinoloom.domain.Fact;
import dev.kinoloom.domain.JobProgress;
import dev.kinoloom.ops.LogFields;
import dev.kinoloom.store.FactStore;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who watches which job on this event loop. New facts are looked for when a hint says so, and at
 * every poll in case a hint was lost. Whoever comes later first catches up by himself, at his own
 * pace, then joins the others. Used from one event loop.
 */
final class Subscribers {
  private static final Logger log = LoggerFactory.getLogger(Subscribers.class);
  private static final int PAGE = 100;

  private final FactStore facts;
  private final Consumer<Duration> watched;
  private final Map<Long, Feed> feeds = new HashMap<>();
  private final Set<Watcher> watchers = new HashSet<>();

  /** {@code watched}: told how long each watcher who has gone was there. */
  Subscribers(FactStore facts, Consumer<Duration> watched) {
    this.facts = facts;
    this.watched = watched;
  }

  int count() {
    return watchers.size();
  }

  int count(int key) {
    return (int) watchers.stream().filter(watcher -> watcher.key() == key).count();
  }

  /** {@code from}: how the job stands with the facts that the watcher knows of, or later. */
  void watch(Watcher watcher, JobProgress from) {
    watchers.add(watcher);
    catchUp(watcher, from).onFailure(cause -> breakOff(watcher, cause));
  }

  void leave(Watcher watcher) {
    watcher.channel().gone();
    if (watchers.remove(watcher)) {
      watched.accept(watcher.age());
    }
    var feed = feeds.get(watcher.job());
    if (feed != null) {
      feed.leave(watcher);
      if (feed.isEmpty()) {
        feeds.remove(watcher.job());
      }
    }
  }

  /** These jobs have new facts. */
  void hear(Collection<Long> jobs) {
    for (var job : jobs) {
      var feed = feeds.get(job);
      if (feed != null) {
        feed.wake();
      }
    }
  }

  /** Looks for facts whose hint was lost. */
  void poll() {
    new ArrayList<>(feeds.values()).forEach(Feed::wake);
  }

  void keepAlive() {
    watchers.forEach(watcher -> watcher.channel().keepAlive());
  }

  /** Ends all streams; their watchers connect again elsewhere. */
  void endAll() {
    var all = List.copyOf(watchers);
    all.forEach(watcher -> watcher.channel().end());
    all.forEach(this::leave);
  }

  private Future<Void> catchUp(Watcher watcher, JobProgress from) {
    return watcher
        .channel()
        .flushed()
        .compose(ready -> facts.after(watcher.job(), watcher.told(), PAGE))
        .compose(
            page -> {
              var next = tell(watcher, from, page);
              if (watcher.channel().isClosed()) {
                return Future.succeededFuture();
              }
              return page.isEmpty() ? join(watcher, next) : catchUp(watcher, next);
            });
  }

  private static JobProgress tell(Watcher watcher, JobProgress from, List<Fact> page) {
    var progress = from;
    for (var fact : page) {
      progress = progress.with(List.of(FactData.read(fact)));
      watcher.tell(fact, progress);
    }
    return progress;
  }

  /** A feed that is ahead has told what this watcher has not heard: he reads on by himself. */
  private Future<Void> join(Watcher watcher, JobProgress progress) {
    var feed =
        feeds.computeIfAbsent(
            watcher.job(), job -> new Feed(job, watcher.logFields(), facts, progress));
    if (feed.lastSeq() > watcher.told()) {
      return catchUp(watcher, progress);
    }
    feed.join(watcher);
    feed.wake();
    return Future.succeededFuture();
  }

  /** The client connects again by itself and goes on after the last fact that it got. */
  private void breakOff(Watcher watcher, Throwable cause) {
    if (!watcher.channel().isClosed()) {
      LogFields.about(
          watcher.logFields(), () -> log.warn("watcher.broken_off cause={}", cause.toString()));
      watcher.channel().close();
    }
    leave(watcher);
  }
}
