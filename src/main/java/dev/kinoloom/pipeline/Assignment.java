package dev.kinoloom.pipeline;

/** One task of a job, and all that its result may depend on. */
public interface Assignment {
  TaskId task();

  /** The brief, and what the tasks that this one needs have handed over. */
  JobView job();
}
