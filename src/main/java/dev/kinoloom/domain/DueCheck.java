package dev.kinoloom.domain;

import java.time.Duration;

/**
 * A progress check whose time has come, and which is ours now.
 *
 * @param job id
 * @param index of the interval that ended: looks in a row that found nothing changed, plus one
 * @param late how much later than its time it was taken
 */
public record DueCheck(long job, int index, Duration late) {}
