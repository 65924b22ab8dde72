/**
 * Makes decisions and commits them.
 *
 * <p><b>Receives</b> reports and letters from {@code mailbox}. <b>Decides</b> by {@code
 * JobDecider}, again when stale. <b>Emits</b> decisions to {@code store}, hints after the commit.
 * <b>Next</b>: {@code worker} claims the new tasks.
 */
@NullMarked
package dev.kinoloom.orchestrator;

import org.jspecify.annotations.NullMarked;
