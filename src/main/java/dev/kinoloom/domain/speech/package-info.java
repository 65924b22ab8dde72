/**
 * Speech as plain Java: how a text is read aloud, what is in a sound, and when each word is said.
 *
 * <p><b>Receives</b> texts and samples. <b>Decides</b> how numbers and signs are read, whether a
 * sound can be the speech of a text, where its words are. <b>Emits</b> words and times.
 * <b>Next</b>: the speech providers, {@code stage}.
 */
@NullMarked
package dev.kinoloom.domain.speech;

import org.jspecify.annotations.NullMarked;
