package dev.kinoloom.chaos;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What a provider of clips has booked: what it will send a bill for. Safe to use by all. */
final class ClipBook {
  /** How a generation stands; the words are those of the wire. */
  enum Status {
    PROCESSING,
    SUCCEEDED,
    FAILED,
    CANCELED;

    String written() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A create that was booked.
   *
   * @param handle under which it is known from then on
   * @param effect whose it is, as it said itself
   * @param prompt of what
   * @param readyNanos when it ends
   * @param fails how it ends
   */
  record Booked(String handle, long effect, String prompt, long readyNanos, boolean fails) {}

  private final Map<String, Booked> booked = new ConcurrentHashMap<>();
  private final Map<String, Boolean> canceled = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> looked = new ConcurrentHashMap<>();
  private final Map<Mischief, AtomicInteger> done = new EnumMap<>(Mischief.class);
  private final AtomicInteger handles = new AtomicInteger();

  ClipBook() {
    for (var mischief : Mischief.values()) {
      done.put(mischief, new AtomicInteger());
    }
  }

  /** 1 for the first create with this prompt, booked or not. */
  int asked(String prompt) {
    return asked.computeIfAbsent(prompt, none -> new AtomicInteger()).incrementAndGet();
  }

  /** 1 for the first look at this. */
  int looked(String handle) {
    return looked.computeIfAbsent(handle, none -> new AtomicInteger()).incrementAndGet();
  }

  void did(Mischief mischief) {
    count(mischief).incrementAndGet();
  }

  int times(Mischief mischief) {
    return count(mischief).get();
  }

  private AtomicInteger count(Mischief mischief) {
    return Objects.requireNonNull(done.get(mischief));
  }

  /** From now on it costs. */
  Booked book(long effect, String prompt, int millis, boolean fails) {
    var handle = "clip" + handles.incrementAndGet();
    var entry =
        new Booked(
            handle,
            effect,
            prompt,
            System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis),
            fails);
    booked.put(handle, entry);
    return entry;
  }

  Optional<Booked> of(String handle) {
    return Optional.ofNullable(booked.get(handle));
  }

  /** Those that this effect is said to have caused. */
  List<Booked> ofEffect(long effect) {
    return booked.values().stream().filter(one -> one.effect() == effect).toList();
  }

  Collection<Booked> all() {
    return List.copyOf(booked.values());
  }

  /** Ends it, unless it has ended; that it was booked stays true. */
  void cancel(String handle) {
    of(handle)
        .filter(one -> status(one) == Status.PROCESSING)
        .ifPresent(one -> canceled.put(handle, true));
  }

  Status status(Booked one) {
    if (canceled.containsKey(one.handle())) {
      return Status.CANCELED;
    }
    if (System.nanoTime() < one.readyNanos()) {
      return Status.PROCESSING;
    }
    return one.fails() ? Status.FAILED : Status.SUCCEEDED;
  }
}
