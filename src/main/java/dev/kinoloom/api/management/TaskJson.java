package dev.kinoloom.api.management;

import dev.kinoloom.api.management.Waiting.Why;
import dev.kinoloom.domain.TaskState;
import dev.kinoloom.store.BoardStore.Lease;
import dev.kinoloom.store.BoardStore.TaskEntry;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** Tasks in the names of the outside. */
final class TaskJson {
  private TaskJson() {}

  static JsonObject task(TaskEntry task, Names names, Optional<Why> why) {
    var json =
        new JsonObject()
            .put("task", names.task(task.no()))
            .put("status", task.state().written())
            .put("epoch", task.epoch())
            .put("attempt", task.attempt())
            .put("leasesLost", task.lost());
    if (task.stop()) {
      json.put("stop", true);
    }
    if (task.state() == TaskState.READY) {
      json.put("before", task.ahead());
    }
    JobJson.time(json, "due", task.due());
    if (task.lease() != null) {
      json.put("lease", lease(task.lease()));
    }
    why.ifPresent(reason -> json.put("waits", QueueView.why(reason)));
    return json;
  }

  private static JsonObject lease(Lease lease) {
    var json = new JsonObject().put("node", lease.node()).put("nodeName", lease.nodeName());
    JobJson.time(json, "until", lease.until());
    JobJson.time(json, "firstHeardAt", lease.firstHeardAt());
    JobJson.time(json, "lastHeardAt", lease.lastHeardAt());
    JobJson.time(json, "workingSince", lease.workingSince());
    return json;
  }
}
