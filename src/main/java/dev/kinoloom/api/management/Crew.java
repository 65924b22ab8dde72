package dev.kinoloom.api.management;

import dev.kinoloom.api.management.Waiting.Why;
import dev.kinoloom.store.RosterStore.Entry;
import dev.kinoloom.store.RosterStore.State;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The nodes as far as they take work. Pure.
 *
 * @param alive those whose lease stands
 */
record Crew(List<Entry> alive) {
  private static final String PLAIN = "the service takes no work just now; it goes on by itself";

  /** {@code known}: all, those too that are gone. */
  static Crew of(List<Entry> known) {
    return new Crew(
        known.stream().filter(node -> node.state() != State.GONE && !node.isLate()).toList());
  }

  /** Why nobody takes work; empty = somebody does. */
  Optional<Why> idle() {
    if (alive.isEmpty()) {
      return Optional.of(new Why("no-node", "no node is up to take it", PLAIN));
    }
    var up = alive.stream().filter(node -> node.state() == State.UP).toList();
    if (up.isEmpty()) {
      return Optional.of(
          new Why(
              "draining",
              "every node drains (%s) and takes no more work; start one, or undrain one"
                  .formatted(names(alive)),
              PLAIN));
    }
    if (up.stream().anyMatch(node -> node.trouble() == null)) {
      return Optional.empty();
    }
    return Optional.of(
        new Why(
            "disk-full",
            up.stream()
                .map(node -> "node %d takes no work: %s".formatted(node.node(), node.trouble()))
                .collect(Collectors.joining("; ")),
            PLAIN));
  }

  private static String names(List<Entry> nodes) {
    return nodes.stream()
        .map(node -> "%d %s".formatted(node.node(), node.name()))
        .collect(Collectors.joining(", "));
  }
}
