package dev.kinoloom.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.provider.Blocking;
import dev.kinoloom.worker.DiskWatch.Disk;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DiskWatchTest {
  private static final long LEAST = 32L << 20;
  private static final Path HOME = Path.of("/home/k");
  private static final Path FILMS = Path.of("/mnt/films");

  private final Map<Path, Long> free = new HashMap<>(Map.of(HOME, LEAST, FILMS, LEAST));
  private final AtomicInteger looks = new AtomicInteger();
  private final Promise<Void> answers = Promise.promise();

  private final DiskWatch watch =
      new DiskWatch(
          List.of(new Disk("home", HOME), new Disk("artifacts", FILMS)),
          LEAST,
          place -> free.get(place),
          new Blocking() {
            @Override
            public <T> Future<T> run(Callable<T> work) {
              looks.incrementAndGet();
              return answers
                  .future()
                  .map(
                      none -> {
                        try {
                          return work.call();
                        } catch (Exception e) {
                          throw new IllegalStateException(e);
                        }
                      });
            }
          });

  @Test
  void one_disk_without_room_is_enough_and_it_is_named() {
    answers.complete();
    assertThat(watch.look().await()).isTrue();
    assertThat(watch.isFull()).isFalse();
    assertThat(watch.trouble()).isEmpty();

    free.put(FILMS, LEAST - 1);

    assertThat(watch.look().await()).isFalse();
    assertThat(watch.isFull()).isTrue();
    assertThat(watch.trouble()).contains("less than 32 MiB is left on the disk of /mnt/films");
    assertThat(watch.free("home")).isEqualTo(LEAST);

    free.put(FILMS, LEAST);
    assertThat(watch.look().await()).isTrue();
    assertThat(watch.trouble()).isEmpty();
  }

  @Test
  void nothing_is_known_before_the_first_look() {
    assertThat(watch.free("home")).isNaN();
    assertThat(watch.names()).containsExactly("home", "artifacts");
  }

  @Test
  void a_look_that_does_not_come_back_is_not_joined_by_others() {
    watch.watch();
    watch.watch();
    assertThat(looks).hasValue(1);
    answers.complete();
    watch.watch();
    assertThat(looks).hasValue(2);
  }

  @Test
  void a_full_disk_is_written_down_and_so_is_its_end_and_what_got_lost_is_written_again()
      throws Exception {
    var vertx = Vertx.vertx();
    try {
      answers.complete();
      free.put(HOME, 0L);
      var told = new ArrayList<Optional<String>>();
      var done = Promise.<Void>promise();
      var verticle =
          new DiskWatchVerticle(
              watch,
              () -> 7,
              (node, trouble) -> {
                told.add(trouble);
                if (told.size() == 2) {
                  free.put(HOME, LEAST);
                }
                if (told.size() == 3) {
                  done.complete();
                }
                return told.size() == 1 ? Future.failedFuture("away") : Future.succeededFuture();
              });
      vertx.deployVerticle(verticle).await(10, TimeUnit.SECONDS);
      done.future().await(20, TimeUnit.SECONDS);

      var full = Optional.of("less than 32 MiB is left on the disk of /home/k");
      assertThat(told).containsExactly(full, full, Optional.empty());
    } finally {
      vertx.close().await(10, TimeUnit.SECONDS);
    }
  }
}
