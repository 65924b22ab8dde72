/**
 * Clips of models that run at Replicate, or at a server that speaks as it does.
 *
 * <p><b>Receives</b> wishes for clips, and handles. <b>Decides</b> what an answer proves: booked,
 * not booked, or in doubt. <b>Emits</b> handles, how clips stand, and their files. <b>Next</b>:
 * {@code stage}.
 */
@NullMarked
package dev.kinoloom.provider.replicate;

import org.jspecify.annotations.NullMarked;
