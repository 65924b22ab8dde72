/**
 * What several routes share: who asks, what was asked wrongly, files in ranges, the contract that
 * requests must keep. No routes.
 *
 * <p><b>Receives</b> requests. <b>Decides</b> whether they may pass. <b>Emits</b> callers,
 * validated values, problem details. <b>Next</b>: the {@code Routes} of {@code api} and {@code
 * delivery}.
 */
@NullMarked
package dev.kinoloom.http;

import org.jspecify.annotations.NullMarked;
