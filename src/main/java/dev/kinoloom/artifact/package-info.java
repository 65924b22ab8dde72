/**
 * Files by content: written to a temporary name, synced, renamed to the hash of what is in them.
 *
 * <p><b>Receives</b> files. <b>Decides</b> nothing. <b>Emits</b> references that fit in a row.
 * <b>Next</b>: {@code worker} hands them to stages, {@code api} serves them.
 */
@NullMarked
package dev.kinoloom.artifact;

import org.jspecify.annotations.NullMarked;
