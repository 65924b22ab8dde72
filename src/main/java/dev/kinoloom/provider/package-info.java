/**
 * What a vendor of scripts, speech, pictures, or finished films must be able to do; the vendors are
 * the packages below.
 *
 * <p><b>Receives</b> requests in the words of {@code domain}. <b>Decides</b> nothing. <b>Emits</b>
 * files in the call's scratch directory, and {@link dev.kinoloom.provider.ProviderException} when
 * it cannot. <b>Next</b>: the stages.
 */
@NullMarked
package dev.kinoloom.provider;

import org.jspecify.annotations.NullMarked;
