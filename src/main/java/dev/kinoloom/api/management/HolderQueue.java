package dev.kinoloom.api.management;

import dev.kinoloom.api.management.QueueView.Parts;
import dev.kinoloom.api.management.Waiting.Why;
import dev.kinoloom.codec.Payloads;
import dev.kinoloom.codec.StatusJson;
import dev.kinoloom.domain.JobStatus.Phase;
import dev.kinoloom.domain.TaskState;
import dev.kinoloom.store.BoardStore.Entry;
import dev.kinoloom.store.BoardStore.TaskEntry;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A key's line in the names of the outside, for its holder: his jobs, their places, and why they
 * wait; nothing of nodes, leases, providers, or other keys.
 *
 * @param most of what waits is told
 */
record HolderQueue(Parts parts, Waiting waiting, Names names, int most) {
  JsonObject json() {
    var line = parts.line();
    return new JsonObject()
        .put("at", StatusJson.time(parts.now()))
        .put("paused", line.paused())
        .put("blocked", line.isBlocked())
        .put("maxConcurrent", line.rules().maxConcurrent())
        .put("running", line.running())
        .put("open", line.open())
        .put("underWay", underWay())
        .put("waiting", queued())
        .put("hasMore", parts.queued().size() > most);
  }

  private JsonArray underWay() {
    Map<Long, List<TaskEntry>> byJob =
        parts.tasks().stream().collect(Collectors.groupingBy(TaskEntry::job));
    var list = new JsonArray();
    for (var job : parts.underWay()) {
      var tasks = byJob.getOrDefault(job.job(), List.of());
      var open = tasks.stream().filter(QueueView::isOpen).toList();
      var json =
          job(job)
              .put("tasksDone", tasks.stream().filter(t -> t.state() == TaskState.DONE).count())
              .put("tasksKnown", tasks.size())
              .put("tasks", new JsonArray(open.stream().map(this::task).toList()));
      waiting.underWay(job, open).ifPresent(why -> json.put("waits", why(why)));
      list.add(json);
    }
    return list;
  }

  private JsonObject task(TaskEntry task) {
    var json =
        new JsonObject()
            .put("task", names.task(task.no()))
            .put("status", task.state() == TaskState.LEASED ? "running" : task.state().written());
    waiting.task(task).ifPresent(why -> json.put("waits", why(why)));
    return json;
  }

  private JsonArray queued() {
    var list = new JsonArray();
    for (int i = 0; i < Math.min(most, parts.queued().size()); i++) {
      var before = i == 0 ? null : parts.queued().get(i - 1);
      list.add(
          job(parts.queued().get(i)).put("place", i + 1).put("waits", why(waiting.queued(before))));
    }
    return list;
  }

  private static JsonObject job(Entry job) {
    var json =
        new JsonObject()
            .put("jobId", Long.toString(job.job()))
            .put("status", Phase.of(job.state()).written());
    Payloads.title(job.payload()).ifPresent(title -> json.put("title", title));
    JobJson.time(json, "createdAt", job.createdAt());
    JobJson.time(json, "startedAt", job.startedAt());
    return json;
  }

  private static JsonObject why(Why why) {
    return new JsonObject().put("reason", why.reason()).put("detail", why.plain());
  }
}
