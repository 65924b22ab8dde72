package dev.kinoloom.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.domain.Fact;
import dev.kinoloom.domain.FactKind;
import dev.kinoloom.domain.JobProgress;
import dev.kinoloom.ops.LogFields;
import dev.kinoloom.ops.LogLines;
import dev.kinoloom.pipeline.Briefs;
import dev.kinoloom.store.FactStore;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is logged of those who watch a job tells which job, and which request brought it. */
class WatcherLinesTest {
  private static final Map<String, String> FIELDS = LogFields.ofJob(7, 3, Briefs.payload());
  private final LogLines lines = new LogLines("dev.kinoloom.delivery");

  @AfterEach
  void close() {
    lines.close();
  }

  /** A database that is away. */
  private static final class Away implements FactStore {
    @Override
    public Future<List<Fact>> after(long job, int after, int most) {
      return Future.failedFuture(new IllegalStateException("away"));
    }

    @Override
    public Future<Boolean> tell(long job, FactKind kind, String data) {
      return Future.failedFuture(new IllegalStateException("away"));
    }
  }

  private void bearTheIds(String message) {
    assertThat(lines.all())
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.getFormattedMessage()).contains(message);
              assertThat(line.getMDCPropertyMap())
                  .containsAllEntriesOf(
                      Map.of("job", "7", "key", "3", "correlation", Briefs.CORRELATION));
            });
  }

  @Test
  void facts_that_cannot_be_read() {
    new Feed(7, FIELDS, new Away(), JobProgress.NONE).wake();

    bearTheIds("feed.not_read");
  }

  @Test
  void a_watcher_who_is_broken_off() {
    var channel = new Channel(response(false), FIELDS);

    new Subscribers(new Away(), time -> {})
        .watch(new Watcher(3, 7, channel, 0, FIELDS), JobProgress.NONE);

    bearTheIds("watcher.broken_off");
    assertThat(channel.isClosed()).isTrue();
  }

  @Test
  void a_watcher_who_is_too_slow() {
    var channel = new Channel(response(true), FIELDS);
    for (int i = 0; i <= Channel.WAITING; i++) {
      channel.send("x");
    }

    bearTheIds("watcher.too_slow");
    assertThat(channel.isClosed()).isTrue();
  }

  /** Takes everything, or nothing. */
  private static HttpServerResponse response(boolean full) {
    return (HttpServerResponse)
        Proxy.newProxyInstance(
            WatcherLinesTest.class.getClassLoader(),
            new Class<?>[] {HttpServerResponse.class},
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "writeQueueFull" -> full;
                  case "drainHandler" -> self;
                  default -> Future.succeededFuture();
                });
  }
}
