/**
 * What people and programs say to the system, and what they are answered at once.
 *
 * <p><b>Receives</b> requests over HTTP, and from the command line. <b>Decides</b> what can be
 * accepted. <b>Emits</b> stored jobs, and a hint that there are some. <b>Next</b>: {@code mailbox}
 * starts them; {@code delivery} tells how they go.
 */
@NullMarked
package dev.kinoloom.api;

import org.jspecify.annotations.NullMarked;
