/**
 * Espeak-ng, which speaks about a hundred languages, where it is installed.
 *
 * <p><b>Receives</b> sentences. <b>Decides</b> how the engine is told to read them. <b>Emits</b> a
 * WAV file, and word times where the engine says them. <b>Next</b>: {@code stage}.
 */
@NullMarked
package dev.kinoloom.provider.espeak;

import org.jspecify.annotations.NullMarked;
