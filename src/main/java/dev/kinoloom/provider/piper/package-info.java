/**
 * Piper, a neural speech engine, with a model that the configuration names.
 *
 * <p><b>Receives</b> sentences. <b>Decides</b> how the engine is told to read them. <b>Emits</b> a
 * WAV file, and word times where the engine says them. <b>Next</b>: {@code stage}.
 */
@NullMarked
package dev.kinoloom.provider.piper;

import org.jspecify.annotations.NullMarked;
