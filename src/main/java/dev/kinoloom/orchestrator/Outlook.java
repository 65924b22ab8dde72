package dev.kinoloom.orchestrator;

import dev.kinoloom.domain.Decision;
import dev.kinoloom.domain.JobSnapshot;
import dev.kinoloom.domain.Report;
import dev.kinoloom.pipeline.Pull;
import dev.kinoloom.pipeline.Recent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What the jobs of a commit will look like once it is made. */
record Outlook(List<Prospect> prospects) {

  /** {@code after}: empty = not to be told, or nothing is decided about it. */
  private record Prospect(long job, List<Decision.NewTask> tasks, Optional<JobSnapshot> after) {}

  static Outlook of(
      List<JobSnapshot> seen, Map<Long, List<Report>> reports, List<Decision> decisions) {
    var decisionOf =
        decisions.stream().collect(Collectors.toMap(Decision::job, Function.identity()));
    var prospects = new ArrayList<Prospect>();
    for (var job : seen) {
      var its = reports.getOrDefault(job.job(), List.of());
      var decision = decisionOf.get(job.job());
      prospects.add(
          decision == null
              ? new Prospect(job.job(), List.of(), Optional.empty())
              : new Prospect(job.job(), decision.tasks(), Recent.outlook(job, its, decision)));
    }
    return new Outlook(prospects);
  }

  /** Who has {@code room} may get ready for so many new tasks of each lane. */
  void tell(Pull pull, Map<Integer, Integer> room) {
    var left = new HashMap<>(room);
    for (var one : prospects) {
      var nos =
          one.tasks().stream()
              .filter(task -> left.merge(task.lane(), -1, Integer::sum) >= 0)
              .map(Decision.NewTask::no)
              .toList();
      one.after().filter(job -> !nos.isEmpty()).ifPresent(job -> pull.expect(job, nos));
    }
  }

  /** For those who go on with the jobs here, but for those that were {@code refused}. */
  void keep(Recent recent, Predicate<Long> refused) {
    for (var one : prospects) {
      recent.became(one.job(), one.after().filter(job -> !refused.test(job.job())));
    }
  }
}
