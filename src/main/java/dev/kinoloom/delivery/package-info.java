/**
 * Tells whoever watches what happens to a job, each fact once and in order.
 *
 * <p><b>Receives</b> hints that jobs have new facts, and people who watch. <b>Decides</b> nothing;
 * what is told stands in the log of facts. <b>Emits</b> server-sent events. <b>Next</b>: browsers
 * and programs outside.
 */
@NullMarked
package dev.kinoloom.delivery;

import org.jspecify.annotations.NullMarked;
