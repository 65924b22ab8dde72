package dev.kinoloom.api;

import java.time.Instant;

/**
 * A job is stored.
 *
 * @param job id
 * @param repeated it had been stored before under the same idempotency key
 * @param createdAt when
 */
public record Accepted(long job, boolean repeated, Instant createdAt) {}
