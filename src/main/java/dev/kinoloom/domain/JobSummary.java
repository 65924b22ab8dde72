package dev.kinoloom.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job as lists and the status show it.
 *
 * @param job id
 * @param key whose
 * @param state now
 * @param payload the brief as JSON
 * @param lastSeq of its newest fact
 * @param createdAt when accepted
 * @param startedAt when its first task could start; null = still queued
 * @param endedAt when it reached a final state; null = open
 */
public record JobSummary(
    long job,
    int key,
    JobState state,
    String payload,
    int lastSeq,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt) {}
