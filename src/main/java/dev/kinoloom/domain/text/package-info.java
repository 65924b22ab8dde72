/**
 * Text as people hand it in, made plain: decoded, cleaned, counted, cut into blocks and sentences.
 *
 * <p><b>Receives</b> bytes from outside. <b>Decides</b> whether they are a text that can become a
 * video, and how it is read. <b>Emits</b> plain text with headings and lists still to be seen.
 * <b>Next</b>: {@code api} before it accepts, {@code stage} and the writers after.
 */
@NullMarked
package dev.kinoloom.domain.text;

import org.jspecify.annotations.NullMarked;
