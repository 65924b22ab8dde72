package dev.kinoloom.pipeline;

/**
 * What a stage answers in place of its result while nobody knows whether a call that costs money
 * was made: the task is parked, and once nothing else of its job runs the job is held, without
 * worker, lease or counted attempt, until somebody found out and said so. Then the task goes on.
 *
 * @param message a few words for people
 */
public record InDoubt(String message) {}
