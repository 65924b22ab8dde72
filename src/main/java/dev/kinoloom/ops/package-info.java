/**
 * How the system is seen from outside: every metric's name, and what stands on each log line.
 *
 * <p><b>Receives</b> what happened. <b>Decides</b> nothing. <b>Emits</b> metrics and log fields.
 * <b>Next</b>: {@code Meters}, {@code LogFields}.
 */
@NullMarked
package dev.kinoloom.ops;

import org.jspecify.annotations.NullMarked;
