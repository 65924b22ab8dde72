/**
 * A node's life: its lease, its return under a new id when it was buried, and the housekeeping that
 * any node does.
 *
 * <p><b>Receives</b> what the database says the node holds. <b>Decides</b> what is fenced, stopped,
 * handed back. <b>Emits</b> that to {@code worker} through {@code pipeline.Attempts}. <b>Next</b>:
 * {@code worker}.
 */
@NullMarked
package dev.kinoloom.membership;

import org.jspecify.annotations.NullMarked;
