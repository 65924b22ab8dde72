/**
 * Pictures drawn with Java2D: no network, no model, the same bytes for the same scene.
 *
 * <p><b>Receives</b> a script and the number of a scene. <b>Decides</b> what its card says ({@code
 * CardChooser}, pure) and how it looks (a {@code Look} a style, a layout a kind of card).
 * <b>Emits</b> a PNG larger than the frame, with its text where no movement cuts it off.
 * <b>Next</b>: {@code stage} keeps it, composition moves over it.
 */
@NullMarked
package dev.kinoloom.provider.drawn;

import org.jspecify.annotations.NullMarked;
