/**
 * Records to JSON and back.
 *
 * <p><b>Receives</b> values. <b>Decides</b> how they are written: unknown names are refused from
 * outside. <b>Emits</b> text. <b>Next</b>: everybody.
 */
@NullMarked
package dev.kinoloom.codec;

import org.jspecify.annotations.NullMarked;
