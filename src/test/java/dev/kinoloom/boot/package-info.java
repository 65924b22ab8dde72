/** The command line, as a user meets it: the packaged jar in a process of its own. */
@NullMarked
package dev.kinoloom.boot;

import org.jspecify.annotations.NullMarked;
