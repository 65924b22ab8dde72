/**
 * Seeded random lives of the pure core over the engine's model, on a clock that is moved by hand.
 */
@NullMarked
package dev.kinoloom.simulation;

import org.jspecify.annotations.NullMarked;
