package dev.kinoloom.boot;

import dev.kinoloom.bus.Bus;
import dev.kinoloom.mailbox.KeySlots;
import dev.kinoloom.mailbox.LetterBox;
import dev.kinoloom.mailbox.Mailbox;
import dev.kinoloom.mailbox.MailboxVerticle;
import dev.kinoloom.mailbox.Ring;
import dev.kinoloom.mailbox.RingVerticle;
import dev.kinoloom.mailbox.Share;
import dev.kinoloom.pipeline.Hints;
import dev.kinoloom.pipeline.Pull;
import dev.kinoloom.pipeline.Results;
import dev.kinoloom.pipeline.Settling;
import dev.kinoloom.store.Stores;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How jobs and results reach whoever decides: the mailbox of this node with its share of the keys,
 * or, on a node that decides nothing, a letter box for the others.
 */
final class Mailroom {
  private final Bus bus;
  private final KeySlots slots;
  private final @Nullable Ring ring;
  private final @Nullable MailboxVerticle mailbox;
  private final Results results;

  /**
   * {@code node}: this one's id now; {@code alone}: nobody else has the database; {@code pulse}:
   * how often it looks without a hint.
   */
  static Mailroom deciding(
      Stores stores,
      Bus bus,
      IntSupplier node,
      Settling settling,
      Hints hints,
      Pull pull,
      int firstLane,
      boolean alone,
      Duration pulse) {
    var ring = alone ? null : new Ring(stores.nodes(), node, System::nanoTime);
    Supplier<Share> share = ring == null ? () -> Share.EVERYTHING : ring;
    var mailbox =
        new MailboxVerticle(
            soon -> new Mailbox(stores.jobs(), settling, hints, firstLane, share, pull, node, soon),
            pulse);
    return new Mailroom(stores, bus, ring, mailbox);
  }

  /** For a node that decides nothing. */
  static Mailroom forwarding(Stores stores, Bus bus, IntSupplier node) {
    return new Mailroom(stores, bus, new LetterBox(stores.tasks(), node, bus::letters));
  }

  private Mailroom(Stores stores, Bus bus, @Nullable Ring ring, MailboxVerticle mailbox) {
    this.bus = bus;
    this.slots = new KeySlots(stores.keys());
    this.ring = ring;
    this.mailbox = mailbox;
    this.results = mailbox;
  }

  private Mailroom(Stores stores, Bus bus, LetterBox letters) {
    this.bus = bus;
    this.slots = new KeySlots(stores.keys());
    this.ring = null;
    this.mailbox = null;
    this.results = letters;
  }

  /** Where workers bring what became of their tasks. */
  Results results() {
    return results;
  }

  /** What runs, in the order of its start. */
  List<VerticleBase> verticles() {
    var looks = ring == null ? Stream.<VerticleBase>empty() : Stream.of(new RingVerticle(ring));
    return Stream.concat(looks, Stream.ofNullable(mailbox)).toList();
  }

  /** Begins to hear what others say; its verticles run. */
  void listen() {
    var deciding = mailbox;
    if (deciding != null) {
      bus.onAdmit(deciding::admitOf);
      bus.onLetters(jobs -> deciding.wake());
      bus.onStop(jobs -> deciding.wake());
    }
  }

  /** Somebody's job may start, or go on. Elsewhere it is noticed at the next look. */
  void wake() {
    if (mailbox != null) {
      mailbox.wake();
    }
  }

  /** These keys may start a job: whoever looks after them first is told. */
  void admit(Set<Integer> keys) {
    if (mailbox != null && (ring == null || ring.get().everything())) {
      mailbox.admit();
    } else {
      slots.of(keys).onSuccess(bus::admit);
    }
  }

  /** Who looks after a slot first; empty = nobody in particular, or not known here. */
  Optional<Integer> nodeOfSlot(int slot) {
    return ring == null ? Optional.empty() : ring.node(slot);
  }
}
