/**
 * Sound and film by FFmpeg: the program of the machine, or the one that comes with us.
 *
 * <p><b>Receives</b> orders, files. <b>Decides</b> which FFmpeg, which filters and encoders, and
 * whether what came out is what was ordered. <b>Emits</b> files in the call's scratch directory.
 * <b>Next</b>: the stages {@code voice} and {@code composition}.
 */
@NullMarked
package dev.kinoloom.provider.ffmpeg;

import org.jspecify.annotations.NullMarked;
