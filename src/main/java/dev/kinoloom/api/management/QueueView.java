package dev.kinoloom.api.management;

import dev.kinoloom.api.management.Waiting.Why;
import dev.kinoloom.codec.StatusJson;
import dev.kinoloom.domain.TaskState;
import dev.kinoloom.store.BoardStore;
import dev.kinoloom.store.BoardStore.Entry;
import dev.kinoloom.store.BoardStore.Lane;
import dev.kinoloom.store.BoardStore.TaskEntry;
import dev.kinoloom.store.DeadLetterStore;
import dev.kinoloom.store.DeadLetterStore.DeadLetter;
import dev.kinoloom.store.LineStore;
import dev.kinoloom.store.LineStore.Line;
import dev.kinoloom.store.Operations;
import dev.kinoloom.store.RosterStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A key's line as its operator, or its holder, asks about it: what runs where, what waits, and why.
 * Each part is read by itself: between them a job may move on.
 */
public final class QueueView {
  private static final int MOST_UNDER_WAY = 100;
  private static final int LETTERS_SHOWN = 10;

  private final LineStore lines;
  private final BoardStore board;
  private final DeadLetterStore deadLetters;
  private final RosterStore roster;
  private final Names names;

  public QueueView(Operations operations, Names names) {
    this.lines = operations.lines();
    this.board = operations.board();
    this.deadLetters = operations.deadLetters();
    this.roster = operations.roster();
    this.names = names;
  }

  record Parts(
      Line line,
      List<Entry> underWay,
      List<Entry> queued,
      List<TaskEntry> tasks,
      List<Lane> lanes,
      List<DeadLetter> letters,
      List<RosterStore.Entry> nodes,
      Instant now) {}

  /** At most {@code most} of what waits; empty = there is no such key. */
  public Future<Optional<JsonObject>> of(int key, int most) {
    return shown(key, most, this::json);
  }

  /** The same as the key's holder may see it: nothing of nodes, of leases, or of other keys. */
  public Future<Optional<JsonObject>> ofHolder(int key, int most) {
    return shown(
        key, most + 1, parts -> new HolderQueue(parts, waiting(parts), names, most).json());
  }

  private Future<Optional<JsonObject>> shown(
      int key, int most, Function<Parts, JsonObject> written) {
    return lines
        .find(key)
        .compose(
            line ->
                line.isEmpty()
                    ? Future.succeededFuture(Optional.empty())
                    : read(line.get(), most).map(written).map(Optional::of));
  }

  private Future<Parts> read(Line line, int most) {
    int key = line.key();
    var underWay = board.underWay(key, MOST_UNDER_WAY);
    var queued = board.queued(key, most);
    var tasks = underWay.compose(jobs -> board.tasks(jobs.stream().map(Entry::job).toList()));
    var lanes = board.lanes();
    var letters = deadLetters.list(key, 0, LETTERS_SHOWN);
    var nodes = roster.list();
    var now = board.now();
    return Future.all(List.of(underWay, queued, tasks, lanes, letters, nodes, now))
        .map(
            all ->
                new Parts(
                    line,
                    underWay.result(),
                    queued.result(),
                    tasks.result(),
                    lanes.result(),
                    letters.result(),
                    nodes.result(),
                    now.result()));
  }

  private JsonObject json(Parts parts) {
    var waiting = waiting(parts);
    var json =
        new JsonObject()
            .put("at", StatusJson.time(parts.now()))
            .put("key", KeyJson.line(parts.line()));
    names
        .nodeOfSlot(parts.line().slot())
        .ifPresent(node -> json.put("slotNode", node(node, parts.nodes())));
    head(parts).ifPresent(job -> json.put("head", Long.toString(job.job())));
    return json.put("underWay", underWay(parts, waiting))
        .put("waiting", queued(parts, waiting))
        .put(
            "deadLetters",
            new JsonArray(parts.letters().stream().map(JobJson::deadLetter).toList()));
  }

  /** The first in line: the oldest that runs, else the first that waits. */
  private static Optional<Entry> head(Parts parts) {
    return parts.underWay().stream().findFirst().or(() -> parts.queued().stream().findFirst());
  }

  private Waiting waiting(Parts parts) {
    var oldestFirst = parts.letters().stream().map(DeadLetter::job).sorted().toList();
    var lanes = parts.lanes().stream().collect(Collectors.toMap(Lane::lane, Function.identity()));
    return new Waiting(parts.line(), oldestFirst, Crew.of(parts.nodes()), lanes, names);
  }

  private static JsonObject node(int id, List<RosterStore.Entry> nodes) {
    var json = new JsonObject().put("id", id);
    nodes.stream()
        .filter(node -> node.node() == id)
        .findFirst()
        .ifPresent(node -> json.put("name", node.name()));
    return json;
  }

  private JsonArray underWay(Parts parts, Waiting waiting) {
    Map<Long, List<TaskEntry>> byJob =
        parts.tasks().stream().collect(Collectors.groupingBy(TaskEntry::job));
    var list = new JsonArray();
    for (var job : parts.underWay()) {
      var tasks = byJob.getOrDefault(job.job(), List.of());
      var open = tasks.stream().filter(QueueView::isOpen).toList();
      var json =
          JobJson.entry(job)
              .put("tasksDone", tasks.stream().filter(t -> t.state() == TaskState.DONE).count())
              .put("tasksKnown", tasks.size())
              .put(
                  "tasks",
                  new JsonArray(
                      open.stream()
                          .map(task -> TaskJson.task(task, names, waiting.task(task)))
                          .toList()));
      waiting.underWay(job, open).ifPresent(why -> json.put("waits", why(why)));
      list.add(json);
    }
    return list;
  }

  static boolean isOpen(TaskEntry task) {
    return !task.state().isAtRest() || task.state() == TaskState.PARKED;
  }

  private static JsonArray queued(Parts parts, Waiting waiting) {
    var list = new JsonArray();
    for (int i = 0; i < parts.queued().size(); i++) {
      var before = i == 0 ? null : parts.queued().get(i - 1);
      list.add(
          JobJson.entry(parts.queued().get(i))
              .put("place", i + 1)
              .put("waits", why(waiting.queued(before))));
    }
    return list;
  }

  static JsonObject why(Why why) {
    return new JsonObject().put("reason", why.reason()).put("detail", why.words());
  }
}
