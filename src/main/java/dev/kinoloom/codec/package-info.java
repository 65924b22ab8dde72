/**
 * Records to JSON and back.
 *
 * <p><b>Receives</b> values. <b>Decides</b> how they are written; between nodes of different
 * versions what is unknown is left out and what is missing is empty, and unknown names from outside
 * are refused. <b>Emits</b> text. <b>Next</b>: everybody.
 */
@NullMarked
package dev.kinoloom.codec;

import org.jspecify.annotations.NullMarked;
