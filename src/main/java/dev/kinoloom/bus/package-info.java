/**
 * The only door to the event bus. Everything on it is a hint: lose every message and the system is
 * slower by a poll, never wrong.
 *
 * <p><b>Receives</b> numbers of jobs and lanes. <b>Decides</b> nothing. <b>Emits</b> the same
 * numbers on every node, at most {@value dev.kinoloom.bus.Bus#MOST} a message. <b>Next</b>: the
 * rooms, which look in the store.
 */
@NullMarked
package dev.kinoloom.bus;

import org.jspecify.annotations.NullMarked;
