package dev.kinoloom.delivery;

import static dev.kinoloom.api.TestService.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.api.ApiVerticle;
import dev.kinoloom.api.TestService;
import dev.kinoloom.api.Until;
import io.vertx.core.net.NetSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlowWatcherIT {
  @Test
  void who_does_not_read_is_closed_and_others_are_not_held_up(@TempDir Path home) throws Exception {
    var service = new TestService(home);
    try {
      long job = service.job();
      var task = service.start();
      var closed = new AtomicBoolean();
      var slow = watchWithoutReading(service, job, closed);
      var quick = SseClient.open(service, job, null);
      assertThat(quick.next().name()).isEqualTo("status");
      int told = 0;
      for (var message = "x".repeat(20_000); !closed.get() && told < 1_000; told++) {
        service.tell(
            job,
            Map.of("stage", "voice", "part", 0, "share", 9, "percent", 1, "message", message),
            true);
        assertThat(quick.next().id()).isEqualTo(told + 3);
      }
      slow.resume(); // a client that does not read does not hear that it was closed either
      Until.so(closed::get);
      service.complete(task);
      assertThat(quick.rest()).extracting(SseClient.Event::name).endsWith("done");
    } finally {
      service.close();
    }
  }

  private static NetSocket watchWithoutReading(TestService service, long job, AtomicBoolean closed)
      throws Exception {
    NetSocket socket =
        await(service.vertx.createNetClient().connect(service.port(), ApiVerticle.Listen.LOCAL));
    socket.pause();
    socket.closeHandler(gone -> closed.set(true));
    socket.exceptionHandler(gone -> closed.set(true));
    await(
        socket.write(
            "GET /api/videos/%d/stream HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n"
                .formatted(job, TestService.SECRET)));
    return socket;
  }
}
