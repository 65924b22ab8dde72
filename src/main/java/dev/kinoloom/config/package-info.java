/**
 * Settings as values that are valid when they exist.
 *
 * <p><b>Receives</b> what was configured. <b>Decides</b> whether it can be. <b>Emits</b> records
 * and secrets that mask themselves. <b>Next</b>: {@code boot} hands them to whom they concern.
 */
@NullMarked
package dev.kinoloom.config;

import org.jspecify.annotations.NullMarked;
