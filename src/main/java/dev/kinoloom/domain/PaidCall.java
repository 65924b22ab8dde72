package dev.kinoloom.domain;

import org.jspecify.annotations.Nullable;

/**
 * A call that costs money, as it is written down.
 *
 * @param id by which the provider is told whose it is
 * @param known what is known of it
 * @param handle under which the provider knows it; null = not known
 */
public record PaidCall(long id, Known known, @Nullable String handle) {
  /** What is known of a paid call; the ordinals are the numbers of the store. */
  public enum Known {
    /** It may have been sent. */
    INTENT,
    /** The provider booked it, and told under which name. */
    HANDLE,
    /** It was surely not sent, or was refused, failed, or was cancelled there. */
    VOID,
    /** What it made is ours. */
    FETCHED
  }
}
