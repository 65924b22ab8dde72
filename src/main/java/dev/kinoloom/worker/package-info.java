/**
 * Runs tasks: claims what it has room for, gives each a scratch directory, a watchdog and a stop
 * signal, and reports what became of it.
 *
 * <p><b>Receives</b> claims from {@code store}. <b>Decides</b> whether an attempt is done, tried
 * again, or failed. <b>Emits</b> reports, progress facts, artifacts. <b>Next</b>: {@code mailbox}
 * has the report settled.
 */
@NullMarked
package dev.kinoloom.worker;

import org.jspecify.annotations.NullMarked;
