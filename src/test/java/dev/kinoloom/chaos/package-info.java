/** Kills real processes and looks at what is left. */
@NullMarked
package dev.kinoloom.chaos;

import org.jspecify.annotations.NullMarked;
