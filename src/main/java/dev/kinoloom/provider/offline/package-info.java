/**
 * Writes scripts without anybody's help: out of the sentences of an article, or a given script as
 * it is. Guesses the language of a text.
 *
 * <p><b>Receives</b> plain text. <b>Decides</b> which sentences are said, in what scenes.
 * <b>Emits</b> a script that says nothing its source does not say. <b>Next</b>: {@code stage}.
 */
@NullMarked
package dev.kinoloom.provider.offline;

import org.jspecify.annotations.NullMarked;
