/**
 * Captions as text: which words stand together, in which lines, when, and how caption files write
 * that.
 *
 * <p><b>Receives</b> words with times. <b>Decides</b> where lines and cues break. <b>Emits</b>
 * cues, SubRip and WebVTT. <b>Next</b>: {@code stage} keeps the files, {@code provider.ffmpeg}
 * burns cues into the picture.
 */
@NullMarked
package dev.kinoloom.domain.caption;

import org.jspecify.annotations.NullMarked;
