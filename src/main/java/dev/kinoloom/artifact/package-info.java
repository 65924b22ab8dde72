/**
 * Files by content, in a directory or a bucket: there under the hash of what is in them only when
 * they are whole.
 *
 * <p><b>Receives</b> files. <b>Decides</b> nothing. <b>Emits</b> references that fit in a row.
 * <b>Next</b>: {@code worker} hands them to stages, {@code api} serves them.
 */
@NullMarked
package dev.kinoloom.artifact;

import org.jspecify.annotations.NullMarked;
