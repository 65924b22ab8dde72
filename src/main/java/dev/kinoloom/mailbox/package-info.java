/**
 * Starts the next jobs of its keys, gathers results and letters, and has them settled in batches.
 *
 * <p><b>Receives</b> hints that a key may start a job, and workers' reports. <b>Decides</b>
 * nothing: it batches. <b>Emits</b> batches to the orchestrator. <b>Next</b>: {@code orchestrator}.
 */
@NullMarked
package dev.kinoloom.mailbox;

import org.jspecify.annotations.NullMarked;
