/**
 * Servers that speak OpenAI's protocol, whoever runs them.
 *
 * <p><b>Receives</b> requests in our words. <b>Decides</b> how they are said on the wire and what
 * an answer means. <b>Emits</b> scripts and speech. <b>Next</b>: {@code stage}.
 */
@NullMarked
package dev.kinoloom.provider.openai;

import org.jspecify.annotations.NullMarked;
