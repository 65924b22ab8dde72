package dev.kinoloom.domain;

import java.time.Instant;

/**
 * Something that happened to a job, as it stands in the log.
 *
 * @param job id
 * @param seq 1, 2, 3 … without gaps within the job
 * @param kind what
 * @param data JSON object, may be {@code {}}
 * @param at the database's clock
 */
public record Fact(long job, int seq, FactKind kind, String data, Instant at) {}
