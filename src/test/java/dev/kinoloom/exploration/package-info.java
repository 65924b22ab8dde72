/**
 * A small model of the engine's protocol, of which every state that can be reached is visited: no
 * chance, no time, a few nodes, jobs and tasks, and all orders in which things can happen.
 */
@NullMarked
package dev.kinoloom.exploration;

import org.jspecify.annotations.NullMarked;
