package dev.kinoloom.mailbox;

import java.util.Collection;
import java.util.Set;

/**
 * What one mailbox looks after first. What others leave lying it looks after too, only later.
 *
 * @param everything nobody else is there
 * @param slots its own; empty when it has everything, or nothing yet
 */
public record Share(boolean everything, Set<Integer> slots) {
  /** Nobody else is there. */
  public static final Share EVERYTHING = new Share(true, Set.of());

  public Share {
    slots = Set.copyOf(slots);
  }

  /** Whether it looks after one of these first. */
  boolean hasAny(Collection<Integer> some) {
    return everything || some.stream().anyMatch(slots::contains);
  }
}
