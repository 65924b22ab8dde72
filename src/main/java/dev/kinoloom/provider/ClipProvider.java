package dev.kinoloom.provider;

import io.vertx.core.Future;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Films a clip somewhere else, for money, in its own time: it is asked once ({@link #create}),
 * looked at again and again ({@link #look}) from whichever node, and what it made is fetched once
 * it is done. Nothing is remembered here between two of those: the handle is all that is needed.
 */
public interface ClipProvider {
  /** Short, lower case, stable, e.g. {@code replicate}. */
  String name();

  /** Which of its models films, as it calls it; part of what a clip depends on. No secret. */
  String model();

  /**
   * Asks for a clip, once: it never asks again by itself. Never fails: whatever goes wrong is a
   * {@link Sent} that says what that proves.
   *
   * @param reference of ours, told to the provider where it takes one, so that what was booked can
   *     be found again by it
   */
  Future<Sent> create(ClipWish wish, String reference, Call call);

  /**
   * How it stands there. Fails with {@link ProviderException}: of a retryable kind where asking
   * again may help, of another where it cannot, e.g. where the provider knows no such handle.
   */
  Future<Look> look(String handle, Call call);

  /**
   * Downloads what was made to {@code into}, which must not exist; answers {@code into}. Fails with
   * {@link ProviderException}, and {@code into} is not there then.
   */
  Future<Path> fetch(URI output, Path into, Call call);

  /**
   * Ends it there; one that has ended already stays as it is, and that is no failure. Fails with
   * {@link ProviderException} of a retryable kind while the provider has not heard of it.
   */
  Future<Void> cancel(String handle, Call call);

  /** What came of a create. */
  sealed interface Sent {}

  /** It was booked and will be on the bill. {@code handle}: by which the provider knows it. */
  record Booked(String handle) implements Sent {}

  /**
   * It is proven that nothing was booked.
   *
   * @param why a sentence for who runs the service; may have words of the provider in it
   * @param retryAfter at the earliest when it may be asked again; zero = nobody said
   * @param forGood asking the same again is in vain
   */
  record NotBooked(String why, Duration retryAfter, boolean forGood) implements Sent {}

  /**
   * It may have been booked or not: never ask again before somebody found out. {@code why}: a
   * sentence for who runs the service.
   */
  record Doubtful(String why) implements Sent {}

  /** How a clip stands. */
  sealed interface Look {}

  /** {@code fraction} 0 to 1, as the provider says it; null = it doesn't. */
  record Underway(@Nullable Double fraction) implements Look {}

  /**
   * It is made.
   *
   * @param output where, for {@link #fetch}; soon gone
   * @param predictTime that was worked on it, as the provider counts it for the bill; null = it
   *     doesn't say
   */
  record Done(URI output, @Nullable Duration predictTime) implements Look {}

  /**
   * It ended without a clip.
   *
   * @param why a sentence for who runs the service; may have words of the provider in it
   * @param canceled because somebody wanted that, or because its time was over
   */
  record Over(String why, boolean canceled) implements Look {}
}
