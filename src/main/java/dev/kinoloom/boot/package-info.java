/**
 * Puts the system together and starts it: the only package that knows all others.
 *
 * <p><b>Receives</b> a command line and settings. <b>Decides</b> what runs on this node ({@code
 * Topology} is the file to read first). <b>Emits</b> a running node, or a message that says what to
 * do. <b>Next</b>: the user.
 */
@NullMarked
package dev.kinoloom.boot;

import org.jspecify.annotations.NullMarked;
