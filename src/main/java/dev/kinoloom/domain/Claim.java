package dev.kinoloom.domain;

/**
 * A task leased to a node.
 *
 * @param job id
 * @param no the task's number
 * @param epoch of this lease; a result must carry it
 * @param lane its queue
 * @param attempt 1 for the first
 * @param lost leases lost so far
 * @param stop the job is being stopped: only look after what runs outside, then say stopped
 */
public record Claim(long job, int no, int epoch, int lane, int attempt, int lost, boolean stop) {}
