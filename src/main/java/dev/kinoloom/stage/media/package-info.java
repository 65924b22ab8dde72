/**
 * Pictures and clips that come from outside: told apart by their first bytes, measured before they
 * are decoded, turned upright, cropped to what a scene needs.
 *
 * <p><b>Receives</b> files that nobody has vouched for. <b>Decides</b> whether they can be shown.
 * <b>Emits</b> pictures of the wanted size, or a {@code Failed} that says what is wrong with the
 * file. <b>Next</b>: {@code VisualsStage} keeps them.
 */
@NullMarked
package dev.kinoloom.stage.media;

import org.jspecify.annotations.NullMarked;
