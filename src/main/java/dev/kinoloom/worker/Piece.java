package dev.kinoloom.worker;

import dev.kinoloom.domain.Likeness;
import dev.kinoloom.pipeline.TaskId;
import java.time.Duration;

/**
 * What one attempt works at, as it is told of.
 *
 * @param task which
 * @param share how many of the job's 100 percent it is worth
 * @param of how many tasks its stage has
 * @param like by what its time goes
 * @param before how long it was under way before this attempt began: looks at something outside,
 *     and the waits between them
 */
record Piece(TaskId task, double share, int of, Likeness like, Duration before) {}
