/**
 * The stages, a file each; {@code Artifacts} holds the typed keys by which they hand over.
 *
 * <p><b>Receives</b> work. <b>Decides</b> which tasks its stage has and which provider does them.
 * <b>Emits</b> the record that is handed over. <b>Next</b>: later stages, by {@code Artifacts}.
 */
@NullMarked
package dev.kinoloom.stage;

import org.jspecify.annotations.NullMarked;
