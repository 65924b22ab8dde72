package dev.kinoloom.domain;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a progress check came to.
 *
 * @param job id
 * @param seenSeq of the newest fact that it knew of; a fact is told only if there is none newer
 * @param next when to look again; null = never, for the job is not there to be looked at
 * @param index of the next interval
 * @param fact data of the estimate to be told; null = nothing new
 */
public record Checked(
    long job, int seenSeq, @Nullable Duration next, int index, @Nullable String fact) {}
