package dev.kinoloom.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.artifact.SharedDirectory;
import dev.kinoloom.ops.Meters;
import dev.kinoloom.ops.Traces;
import dev.kinoloom.provider.Blocking;
import dev.kinoloom.store.model.ModelStores;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How much is under way at most. Whatever is long enough waits for a thread that never comes. */
class IntakeTest {
  private static final int MOST_AT_ONCE = 1_024;
  private static final Buffer SMALL = Buffer.buffer(new byte[5_000]);
  private static final Buffer QUARTER = Buffer.buffer(new byte[16 << 20]);
  private static final Buffer REST_BESIDE_SMALL = Buffer.buffer(new byte[(16 << 20) - 5_000]);

  private final Vertx vertx = Vertx.vertx();
  private final List<Promise<Void>> held = new ArrayList<>();
  private final Intake intake =
      new Intake(
          vertx,
          new ModelStores(InstantSource.system()).jobs(),
          new SharedDirectory(vertx, Path.of("unset")),
          new Blocking() {
            @Override
            public <T> Future<T> run(Callable<T> work) {
              Promise<Void> one = Promise.promise();
              held.add(one);
              return one.future().map(none -> null);
            }
          },
          Path.of("unset"),
          new Offer(List.of("ink"), List.of("flite/slt"), false, false),
          InstantSource.system(),
          new Meters(new SimpleMeterRegistry()),
          Traces.OFF,
          keys -> {});

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private Future<Accepted> submit(Buffer text) {
    var wish = Wishes.of(text);
    return intake.accept(1, wish, null, "test");
  }

  private void allUnderWay(Buffer text, int times) {
    for (int i = 0; i < times; i++) {
      assertThat(submit(text).isComplete()).as("request %d", i).isFalse();
    }
  }

  private void allRefused(Buffer text, int times) {
    for (int i = 0; i < times; i++) {
      assertThat(submit(text).cause())
          .isInstanceOfSatisfying(
              Refused.class,
              refused -> assertThat(refused.reason()).isEqualTo(Refused.Reason.BUSY));
    }
  }

  private void end() {
    var all = List.copyOf(held);
    held.clear();
    all.forEach(one -> one.fail("the thread never came"));
  }

  @Test
  void texts_under_way_are_bounded_by_their_bytes_however_often_it_was_refused() {
    for (int round = 0; round < 3; round++) {
      allUnderWay(QUARTER, 3);
      allUnderWay(SMALL, 1);
      allRefused(QUARTER, 9);
      allUnderWay(REST_BESIDE_SMALL, 1);
      allRefused(SMALL, 1);
      end();
    }
  }

  @Test
  void who_was_refused_for_the_number_of_requests_leaves_no_room_for_bytes() {
    allUnderWay(SMALL, MOST_AT_ONCE);
    allRefused(QUARTER, 9);
    end();

    allUnderWay(QUARTER, 4);
    allRefused(SMALL, 1);
  }
}
