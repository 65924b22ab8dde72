package dev.kinoloom.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.config.Secret;
import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.provider.ClipProvider.Booked;
import dev.kinoloom.provider.ClipProvider.Done;
import dev.kinoloom.provider.ClipProvider.Doubtful;
import dev.kinoloom.provider.ClipProvider.Look;
import dev.kinoloom.provider.ClipProvider.NotBooked;
import dev.kinoloom.provider.ClipProvider.Over;
import dev.kinoloom.provider.ClipProvider.Underway;
import dev.kinoloom.provider.ClipWish;
import dev.kinoloom.provider.Inline;
import dev.kinoloom.provider.TestCall;
import dev.kinoloom.provider.replicate.ClipInputs;
import dev.kinoloom.provider.replicate.Replicate;
import dev.kinoloom.provider.replicate.ReplicateConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The adapter for Replicate against a provider that misbehaves by dice, and keeps a book. */
class ClipHouseIT {
  private static final int CREATES = 300;
  private static final ClipInputs WITH_REFERENCE =
      new ClipInputs("prompt", "", "", "", "", "", "reference", Set.of(), List.of("1:1"), Map.of());

  private final Path dir;
  private final TestCall call;
  private final Vertx vertx = Vertx.vertx();
  private final ClipHouse house = new ClipHouse(20_261_122);
  private final Replicate replicate =
      new Replicate(
          new ReplicateConfig(
              house.url() + "/v1",
              new Secret(""),
              "owner/films",
              Duration.ofSeconds(5),
              ReplicateConfig.MOST_BYTES,
              null,
              WITH_REFERENCE),
          vertx,
          new Inline());

  ClipHouseIT(@TempDir Path dir) throws IOException {
    this.dir = dir;
    this.call = new TestCall(dir);
  }

  @AfterEach
  void close() {
    house.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void what_an_answer_is_said_to_prove_is_what_was_booked() throws Exception {
    int refused = 0;
    int doubts = 0;
    for (int effect = 1; effect <= CREATES; effect++) {
      var sent = await(replicate.create(wish(effect), Integer.toString(effect), call));
      var booked = house.book().ofEffect(effect);
      if (sent instanceof Booked one) {
        assertThat(booked).extracting(ClipBook.Booked::handle).containsExactly(one.handle());
      } else if (sent instanceof NotBooked no) {
        assertThat(booked).isEmpty();
        assertThat(no.retryAfter()).isEqualTo(Duration.ofSeconds(1));
        refused++;
      } else {
        assertThat(sent).isInstanceOf(Doubtful.class);
        assertThat(booked).hasSizeLessThanOrEqualTo(1);
        doubts++;
      }
    }

    for (var mischief : Mischief.values()) {
      assertThat(house.book().times(mischief)).as(mischief.name()).isPositive();
    }
    assertThat(refused).isEqualTo(house.book().times(Mischief.BUSY));
    assertThat(doubts)
        .isEqualTo(
            house.book().times(Mischief.CUT_BEFORE)
                + house.book().times(Mischief.CUT_AFTER)
                + house.book().times(Mischief.ERROR_BEFORE)
                + house.book().times(Mischief.ERROR_AFTER));
  }

  @Test
  void what_was_booked_is_looked_at_to_its_end_and_fetched() throws Exception {
    var handles = new ArrayList<String>();
    for (int effect = 1; effect <= 60; effect++) {
      if (await(replicate.create(wish(effect), "1", call)) instanceof Booked booked) {
        handles.add(booked.handle());
      }
    }
    var ends = new ArrayList<Look>();
    for (var handle : handles) {
      var end = end(handle);
      ends.add(end);
      if (end instanceof Done done) {
        assertThat(await(replicate.fetch(done.output(), dir.resolve(handle + ".mp4"), call)))
            .hasContent("/files/" + handle + ".mp4");
      }
    }

    assertThat(ends).hasAtLeastOneElementOfType(Done.class).hasAtLeastOneElementOfType(Over.class);
  }

  @Test
  void what_is_cancelled_ends_there() throws Exception {
    for (int effect = 1; effect <= CREATES; effect++) {
      if (await(replicate.create(wish(effect), "1", call)) instanceof Booked booked
          && looked(booked.handle()) instanceof Underway) {
        await(replicate.cancel(booked.handle(), call));
        if (end(booked.handle()) instanceof Over over && over.canceled()) {
          assertThat(house.book().of(booked.handle()).map(house.book()::status))
              .contains(ClipBook.Status.CANCELED);
          return;
        }
      }
    }
    throw new AssertionError("none was under way long enough to be cancelled");
  }

  private Look end(String handle) throws Exception {
    for (var look = looked(handle); ; look = looked(handle)) {
      if (!(look instanceof Underway)) {
        return look;
      }
      await(vertx.timer(50, TimeUnit.MILLISECONDS));
    }
  }

  /** Again while it is in vain. */
  private Look looked(String handle) throws Exception {
    while (true) {
      try {
        return await(replicate.look(handle, call));
      } catch (Failed inVain) {
        assertThat(inVain.kind()).isEqualTo(FailureKind.UNAVAILABLE);
      }
    }
  }

  private static ClipWish wish(int number) {
    return new ClipWish("Scene " + number, 1280, 720, Duration.ofSeconds(5), null);
  }

  private static <T> T await(Future<T> future) throws Exception {
    try {
      return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }
}
