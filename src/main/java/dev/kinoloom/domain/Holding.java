package dev.kinoloom.domain;

/**
 * A task that the database says this node holds.
 *
 * @param job id
 * @param no the task's number
 * @param epoch of the lease
 * @param stop it is to be stopped
 */
public record Holding(long job, int no, int epoch, boolean stop) {}
