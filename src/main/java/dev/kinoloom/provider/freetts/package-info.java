/**
 * FreeTTS, a speech engine in pure Java that is always at hand.
 *
 * <p><b>Receives</b> sentences. <b>Decides</b> how the engine is told to read them. <b>Emits</b> a
 * WAV file, and word times where the engine says them. <b>Next</b>: {@code stage}.
 */
@NullMarked
package dev.kinoloom.provider.freetts;

import org.jspecify.annotations.NullMarked;
