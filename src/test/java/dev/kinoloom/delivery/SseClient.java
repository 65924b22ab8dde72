package dev.kinoloom.delivery;

import static dev.kinoloom.api.TestService.await;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.api.ApiVerticle;
import dev.kinoloom.api.TestService;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** Reads a stream of server-sent events as a browser would. */
final class SseClient {
  record Event(int id, String name, String data) {
    JsonObject json() {
      return new JsonObject(data);
    }
  }

  private static final Event END = new Event(-1, "end of stream", "{}");
  private static final Event COMMENT = new Event(-2, "comment", "{}");

  private final HttpClient client;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final BlockingQueue<Event> comments = new LinkedBlockingQueue<>();
  private final List<Integer> retries = new ArrayList<>();
  private Buffer buffer = Buffer.buffer();

  private SseClient(HttpClient client) {
    this.client = client;
  }

  static SseClient open(TestService service, long job, @Nullable Integer last) throws Exception {
    var stream = new SseClient(service.vertx.createHttpClient());
    var request =
        await(
            stream.client.request(
                HttpMethod.GET,
                service.port(),
                ApiVerticle.Listen.LOCAL,
                "/api/videos/%d/stream".formatted(job)));
    request.putHeader("Authorization", "Bearer " + TestService.SECRET);
    if (last != null) {
      request.putHeader("Last-Event-ID", last.toString());
    }
    var response =
        await(
            request
                .send()
                .map(
                    r ->
                        r.handler(stream::read)
                            .endHandler(end -> stream.events.add(END))
                            .exceptionHandler(broken -> stream.events.add(END))));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.getHeader("Content-Type")).isEqualTo("text/event-stream");
    return stream;
  }

  private synchronized void read(Buffer chunk) {
    buffer.appendBuffer(chunk);
    var text = buffer.toString();
    int end = text.lastIndexOf("\n\n");
    if (end >= 0) {
      for (var block : text.substring(0, end).split("\n\n", -1)) {
        block(block);
      }
      buffer = Buffer.buffer(text.substring(end + 2));
    }
  }

  private void block(String block) {
    int id = 0;
    var name = "message";
    var data = new ArrayList<String>();
    for (var line : block.split("\n", -1)) {
      if (line.startsWith(":")) {
        comments.add(COMMENT);
      } else if (line.startsWith("retry: ")) {
        retries.add(Integer.valueOf(line.substring(7)));
      } else if (line.startsWith("id: ")) {
        id = Integer.parseInt(line.substring(4));
      } else if (line.startsWith("event: ")) {
        name = line.substring(7);
      } else if (line.startsWith("data: ")) {
        data.add(line.substring(6));
      }
    }
    if (!data.isEmpty()) {
      events.add(new Event(id, name, String.join("\n", data)));
    }
  }

  Event next() throws InterruptedException {
    var event = events.poll(10, SECONDS);
    assertThat(event).as("an event within ten seconds").isNotNull().isNotEqualTo(END);
    return event == null ? END : event;
  }

  /** All events until the stream ends. */
  List<Event> rest() throws InterruptedException {
    var rest = new ArrayList<Event>();
    for (; ; ) {
      var event = events.poll(10, SECONDS);
      assertThat(event).as("an event or the end, after " + rest).isNotNull();
      if (event == null || event.equals(END)) {
        return rest;
      }
      rest.add(event);
    }
  }

  void awaitEnd() throws InterruptedException {
    assertThat(rest()).isEmpty();
  }

  void awaitComment() throws InterruptedException {
    assertThat(comments.poll(10, SECONDS)).as("a comment within ten seconds").isNotNull();
  }

  synchronized List<Integer> retries() {
    return List.copyOf(retries);
  }

  void breakOff() throws Exception {
    await(client.close());
  }
}
