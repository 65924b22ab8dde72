/**
 * What operators see and do, over HTTP on the management port.
 *
 * <p><b>Receives</b> requests that match {@code management.yaml} and show a token. <b>Decides</b>
 * why something waits; nothing else. <b>Emits</b> calls of the stores, which note who asked, and
 * JSON. <b>Next</b>: {@code store}.
 */
@NullMarked
package dev.kinoloom.api.management;

import org.jspecify.annotations.NullMarked;
