/**
 * The truth: key, job, task, effect, fact, timer and node in PostgreSQL, each transition one
 * statement.
 *
 * <p><b>Receives</b> submissions, reports, decisions, commands. <b>Decides</b> what the engine's
 * promises let through (its functions live in the schema {@code engine_1}). <b>Emits</b> ids,
 * claims, snapshots, facts, refusals. <b>Next</b>: the rooms.
 */
@NullMarked
package dev.kinoloom.store;

import org.jspecify.annotations.NullMarked;
