/**
 * The words of the system as plain Java: what a brief, a job, a task, a script, a narration is.
 *
 * <p><b>Receives</b> values from every room. <b>Decides</b> only what a value may be: a record that
 * exists is valid. <b>Emits</b> values. <b>Next</b>: {@code config}, {@code codec}, and everything
 * above.
 */
@NullMarked
package dev.kinoloom.domain;

import org.jspecify.annotations.NullMarked;
