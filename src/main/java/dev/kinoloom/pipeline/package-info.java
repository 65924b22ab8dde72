/**
 * The contract between the engine and the stages: how a job unfolds into tasks, and what a task is
 * given to do its work.
 *
 * <p><b>Receives</b> snapshots and results. <b>Decides</b> ({@code JobDecider}, pure) what a job
 * does next. <b>Emits</b> decisions. <b>Next</b>: {@code orchestrator} commits them, {@code worker}
 * runs the stages.
 */
@NullMarked
package dev.kinoloom.pipeline;

import org.jspecify.annotations.NullMarked;
