package dev.kinoloom.exploration;

import java.util.List;

/**
 * How much of a world there is.
 *
 * @param keyOfJob the key of each job, in the order of acceptance
 * @param tasksOfJob how many tasks each has: the first is there from the start, the others come
 *     together when it is done
 * @param paid whether the first task of the first job makes a paid call
 * @param deaths how often a process may die
 * @param pauses how often one may sleep longer than its lease
 * @param lost how many answers to claims may be lost
 * @param retries how often an attempt may fail and be tried again
 * @param failures how many tasks may fail for good
 * @param cancels how many jobs, the first ones, a person may cancel
 * @param poison a task that lost its node so often fails
 * @param rash whether a decider may also propose an end that is not due
 */
record Bounds(
    List<Integer> keyOfJob,
    List<Integer> tasksOfJob,
    boolean paid,
    int deaths,
    int pauses,
    int lost,
    int retries,
    int failures,
    int cancels,
    int poison,
    boolean rash) {
  int jobs() {
    return keyOfJob.size();
  }

  int keys() {
    return keyOfJob.stream().mapToInt(key -> key).max().orElse(-1) + 1;
  }

  /** Tasks are numbered through all jobs. */
  int tasks() {
    return tasksOfJob.stream().mapToInt(n -> n).sum();
  }

  int first(int job) {
    return tasksOfJob.subList(0, job).stream().mapToInt(n -> n).sum();
  }

  int end(int job) {
    return first(job) + tasksOfJob.get(job);
  }

  int jobOf(int task) {
    int job = 0;
    while (end(job) <= task) {
      job++;
    }
    return job;
  }
}
