/**
 * The engine as a small state machine in plain Java: what the SQL must do, said a second time.
 *
 * <p><b>Receives</b> the calls of the store, one at a time, and the time. <b>Decides</b> as the
 * engine's promises say. <b>Emits</b> the same answers as the SQL ({@code EngineEquivalenceIT}
 * holds that). <b>Next</b>: unit tests of the rooms, which take {@link
 * dev.kinoloom.store.model.ModelStores} for a database.
 */
@NullMarked
package dev.kinoloom.store.model;

import org.jspecify.annotations.NullMarked;
