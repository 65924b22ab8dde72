package dev.kinoloom.bus;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.tracing.TracingPolicy;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hints between nodes and within one. A hint reaches every listener of every node, this one too, at
 * most once, perhaps never.
 *
 * <p>One consumer an address and node; listeners are served from memory, each on the context on
 * which it began to listen. Safe to use from any thread.
 */
public final class Bus {
  /** Numbers in one message. */
  public static final int MOST = 512;

  private static final Logger log = LoggerFactory.getLogger(Bus.class);

  /** Ends a listening. */
  @FunctionalInterface
  public interface Listening {
    void end();
  }

  /** A hint is no part of any request. */
  private static final DeliveryOptions UNTRACED =
      new DeliveryOptions().setTracingPolicy(TracingPolicy.IGNORE);

  private record Listener(Context context, Consumer<List<Long>> heard) {}

  private final Vertx vertx;
  private final Map<Addresses, List<Listener>> listeners = new EnumMap<>(Addresses.class);
  private final List<MessageConsumer<Object>> consumers = new CopyOnWriteArrayList<>();

  public Bus(Vertx vertx) {
    this.vertx = vertx;
    for (var address : Addresses.values()) {
      listeners.put(address, new CopyOnWriteArrayList<>());
    }
  }

  /** Begins to hear; done when every node knows of it. */
  public Future<Void> open() {
    for (var address : Addresses.values()) {
      consumers.add(
          vertx.eventBus().consumer(address.text(), message -> hear(address, message.body())));
    }
    return Future.join(consumers.stream().map(MessageConsumer::completion).toList()).mapEmpty();
  }

  /** Hears no more. */
  public Future<Void> close() {
    var ended = Future.join(consumers.stream().map(MessageConsumer::unregister).toList());
    consumers.clear();
    return ended.mapEmpty();
  }

  /** Keys of these slots may start a job. */
  public void admit(Collection<Integer> slots) {
    publish(Addresses.ADMIT, slots.stream().map(Integer::longValue).toList());
  }

  /** Letters lie there for these jobs. */
  public void letters(Collection<Long> jobs) {
    publish(Addresses.LETTERS, jobs);
  }

  /** These jobs have new facts. */
  public void announce(Collection<Long> jobs) {
    publish(Addresses.FACTS, jobs);
  }

  /** There is work in these lanes. */
  public void work(Collection<Integer> lanes) {
    publish(Addresses.WORK, lanes.stream().map(Integer::longValue).toList());
  }

  /** The tasks of these jobs are to stop. */
  public void stop(Collection<Long> jobs) {
    publish(Addresses.STOP, jobs);
  }

  public Listening onAdmit(Consumer<List<Integer>> slots) {
    return listen(
        Addresses.ADMIT, numbers -> slots.accept(numbers.stream().map(Long::intValue).toList()));
  }

  public Listening onLetters(Consumer<List<Long>> jobs) {
    return listen(Addresses.LETTERS, jobs);
  }

  public Listening onAnnounce(Consumer<List<Long>> jobs) {
    return listen(Addresses.FACTS, jobs);
  }

  public Listening onWork(Consumer<List<Integer>> lanes) {
    return listen(
        Addresses.WORK, numbers -> lanes.accept(numbers.stream().map(Long::intValue).toList()));
  }

  public Listening onStop(Consumer<List<Long>> jobs) {
    return listen(Addresses.STOP, jobs);
  }

  private void publish(Addresses address, Collection<Long> numbers) {
    for (var message : Hint.messages(numbers, MOST)) {
      vertx.eventBus().publish(address.text(), message, UNTRACED);
    }
  }

  private Listening listen(Addresses address, Consumer<List<Long>> heard) {
    var all = listeners.getOrDefault(address, List.of());
    var listener = new Listener(vertx.getOrCreateContext(), heard);
    all.add(listener);
    return () -> all.remove(listener);
  }

  private void hear(Addresses address, Object body) {
    var numbers = Hint.numbers(body);
    if (numbers.isEmpty()) {
      return;
    }
    for (var listener : listeners.getOrDefault(address, List.of())) {
      listener.context().runOnContext(now -> tell(address, listener, numbers));
    }
  }

  /** A listener that throws must not keep the others from hearing. */
  private static void tell(Addresses address, Listener listener, List<Long> numbers) {
    try {
      listener.heard().accept(numbers);
    } catch (RuntimeException e) {
      log.error("hint.listener_failed address={}", address.text(), e);
    }
  }
}
