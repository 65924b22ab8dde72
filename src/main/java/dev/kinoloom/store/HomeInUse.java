package dev.kinoloom.store;

import java.nio.file.Path;
import java.util.OptionalLong;

/** Another living process has the home. */
public final class HomeInUse extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final long pid;

  HomeInUse(Path home, OptionalLong holder) {
    super(
        "The home %s is in use by another Kinoloom%s; stop that one first, or choose another home (--home): each node of a machine has one of its own."
            .formatted(home, holder.isPresent() ? " (process " + holder.getAsLong() + ")" : ""));
    this.pid = holder.orElse(0);
  }

  /** Who has it; empty = it has not said so yet. */
  public OptionalLong pid() {
    return pid == 0 ? OptionalLong.empty() : OptionalLong.of(pid);
  }
}
