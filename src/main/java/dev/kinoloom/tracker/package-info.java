/**
 * Progress of jobs of which nobody tells: durable checks that set their own next time, estimates
 * from how long the like took.
 *
 * <p><b>Receives</b> due timers, and how long things took. <b>Decides</b> what is estimated and
 * when to look again ({@code domain.ProgressMath}, pure). <b>Emits</b> facts and the next checks to
 * {@code store}, in one commit. <b>Next</b>: {@code delivery} shows them.
 */
@NullMarked
package dev.kinoloom.tracker;

import org.jspecify.annotations.NullMarked;
