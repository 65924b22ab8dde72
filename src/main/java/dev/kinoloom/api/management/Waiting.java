package dev.kinoloom.api.management;

import dev.kinoloom.codec.Json;
import dev.kinoloom.codec.StatusJson;
import dev.kinoloom.codec.TaskResults;
import dev.kinoloom.domain.Failure;
import dev.kinoloom.domain.TaskState;
import dev.kinoloom.store.BoardStore.Entry;
import dev.kinoloom.store.BoardStore.Hold;
import dev.kinoloom.store.BoardStore.Lane;
import dev.kinoloom.store.BoardStore.TaskEntry;
import dev.kinoloom.store.LineStore.Line;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a job or a task of a key does not go on just now. Pure.
 *
 * @param line of the key
 * @param deadLetters the oldest open ones of the key, if its line stands still for them
 * @param crew who would take work now
 * @param lanes how busy each lane is, by number
 * @param names of lanes
 */
record Waiting(
    Line line, List<Long> deadLetters, Crew crew, Map<Integer, Lane> lanes, Names names) {

  /**
   * A reason.
   *
   * @param reason one word, for machines
   * @param words for operators: what it waits for, and what to do when something is to be done
   * @param plain for the key's holder: nothing of nodes, of providers, or of other keys
   */
  record Why(String reason, String words, String plain) {
    Why(String reason, String words) {
      this(reason, words, words);
    }
  }

  /** {@code before}: the queued job before this one in the line; null = this is the head. */
  Why queued(@Nullable Entry before) {
    if (line.paused()) {
      return new Why(
          "paused",
          "the key is paused; resume it and its jobs start",
          "the key is paused by who runs the service");
    }
    if (line.isBlocked()) {
      return new Why(
          "blocked",
          "dead letter %s stops the line; replay or discard it"
              .formatted(deadLetters.isEmpty() ? "?" : deadLetters.get(0)),
          "job %s failed, and stops the line until who runs the service has seen to it"
              .formatted(deadLetters.isEmpty() ? "?" : deadLetters.get(0)));
    }
    if (before != null) {
      return new Why("in-line", "job %d is before it".formatted(before.job()));
    }
    if (line.running() >= line.rules().maxConcurrent()) {
      return new Why(
          "max-concurrent",
          "%d of the key's at most %d jobs run"
              .formatted(line.running(), line.rules().maxConcurrent()));
    }
    return crew.idle()
        .orElse(new Why("starting", "it may start; a node takes it up within a second or two"));
  }

  /** {@code open}: its tasks that are not at rest, or parked. Empty = nothing is waited for. */
  Optional<Why> underWay(Entry job, List<TaskEntry> open) {
    return switch (job.state()) {
      case HELD -> Optional.of(held(job.hold()));
      case STOPPING ->
          Optional.of(
              new Why(
                  "stopping",
                  open.isEmpty()
                      ? "its end is being written down"
                      : "%d of its tasks are still to end".formatted(open.size())));
      case RUNNING -> running(open);
      default -> Optional.empty();
    };
  }

  private static Why held(@Nullable Hold hold) {
    return hold == Hold.DOUBT
        ? new Why(
            "doubt",
            "it is not known whether a paid call was made; look there, then say so with 'jobs resolve', or cancel it",
            "it is not known whether a paid service outside was asked; who runs the service finds out")
        : new Why("review", "it waits for a review; approve or cancel it");
  }

  private Optional<Why> running(List<TaskEntry> open) {
    if (open.isEmpty()) {
      return Optional.of(new Why("deciding", "its next tasks are being decided on"));
    }
    if (open.stream().anyMatch(task -> task.state() == TaskState.LEASED)) {
      return Optional.empty();
    }
    return open.stream().flatMap(task -> task(task).stream()).findFirst();
  }

  /** Empty = it runs, or is at rest. */
  Optional<Why> task(TaskEntry task) {
    return switch (task.state()) {
      case READY -> Optional.of(ready(task));
      case WAITING -> Optional.of(later(task));
      case PARKED ->
          Optional.of(new Why("parked", "it is not known whether its paid call was made"));
      default -> Optional.empty();
    };
  }

  private Why ready(TaskEntry task) {
    var idle = crew.idle();
    if (idle.isPresent()) {
      return idle.get();
    }
    var lane = lanes.getOrDefault(task.lane(), new Lane(task.lane(), 0, 0));
    var name = names.lane(task.lane());
    return task.ahead() == 0 && lane.leased() == 0
        ? new Why("starting", "it is next for %s, where nothing runs".formatted(name))
        : new Why(
            "no-capacity",
            "no node has room for more %s: %d run, %d are before it"
                .formatted(name, lane.leased(), task.ahead()),
            "the service works at as many tasks of %s as it can; this one comes in its turn"
                .formatted(name));
  }

  private static Why later(TaskEntry task) {
    var due = task.due() == null ? "soon" : "at " + StatusJson.time(task.due());
    var result = task.result();
    if (result == null) {
      return new Why("later", "it is looked at again " + due);
    }
    try {
      var provider = TaskResults.resting(result);
      return provider.isPresent()
          ? new Why(
              "provider-rests",
              "%s failed too often and is left alone; looked at again %s"
                  .formatted(provider.get(), due),
              "something that it needs does not work now; it is looked at again " + due)
          : retry(task, result, due);
    } catch (Json.Unreadable e) {
      return new Why("later", "it is looked at again " + due);
    }
  }

  private static Why retry(TaskEntry task, String result, String due) {
    int most = TaskResults.attemptsMost(result);
    var failure = TaskResults.failure(result);
    var which = "%d%s".formatted(task.attempt(), most == 0 ? "" : " of " + most);
    return new Why(
        "retry",
        retry(which, failure.map(Failure::forOperators), due),
        retry(which, failure.map(Failure::message), due));
  }

  private static String retry(String attempt, Optional<String> why, String due) {
    return "attempt %s failed (%s); the next is made %s"
        .formatted(attempt, why.orElse("nothing more is known"), due);
  }
}
