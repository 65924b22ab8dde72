package dev.kinoloom.delivery;

import static dev.kinoloom.api.TestService.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.api.RawHttp;
import dev.kinoloom.api.TestService;
import dev.kinoloom.api.Until;
import dev.kinoloom.domain.Failure;
import dev.kinoloom.domain.FailureKind;
import io.vertx.core.http.HttpMethod;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SseRoutesIT {
  TestService service;

  @BeforeEach
  void serve(@TempDir Path home) throws Exception {
    service = new TestService(home);
  }

  @AfterEach
  void close() throws Exception {
    service.close();
  }

  private static Map<String, Object> voice(int percent) {
    return Map.of(
        "stage", "voice", "part", 0, "share", 50, "percent", percent, "message", "p" + percent);
  }

  @Test
  void who_watches_is_told_the_status_then_each_fact_then_the_end() throws Exception {
    long job = service.job();
    var task = service.start();
    var stream = SseClient.open(service, job, null);
    var status = stream.next();
    assertThat(status.name()).isEqualTo("status");
    assertThat(status.id()).isEqualTo(2);
    assertThat(status.json().getString("status")).isEqualTo("processing");

    service.tell(job, voice(20), true);
    var progress = stream.next();
    assertThat(progress.name()).isEqualTo("progress");
    assertThat(progress.id()).isEqualTo(3);
    assertThat(progress.json().getInteger("percentage")).isEqualTo(10);
    assertThat(progress.json().getString("stage")).isEqualTo("Voice");
    assertThat(progress.json().getString("message")).isEqualTo("p20");
    assertThat(progress.json().getString("type")).isEqualTo("VideoGenerationProgress");

    service.complete(task);
    assertThat(stream.next().name()).as("the task is done").isEqualTo("progress");
    var done = stream.next();
    assertThat(done.name()).isEqualTo("done");
    assertThat(done.json().getString("jobId")).isEqualTo(Long.toString(job));
    assertThat(done.json().getString("videoUrl"))
        .isEqualTo("/api/videos/%d/download".formatted(job));
    assertThat(done.json().getInteger("percentage")).isEqualTo(100);
    assertThat(done.json().getString("type")).isEqualTo("VideoGenerationCompleted");
    stream.awaitEnd();
    assertThat(stream.retries()).containsExactly(1000);
  }

  @Test
  void facts_whose_hint_was_lost_are_found_by_the_poll() throws Exception {
    long job = service.job();
    service.start();
    var stream = SseClient.open(service, job, null);
    assertThat(stream.next().name()).isEqualTo("status");
    service.tell(job, voice(40), false);
    assertThat(stream.next().id()).isEqualTo(3);
  }

  @Test
  void after_a_broken_connection_no_fact_is_missing_and_none_comes_twice() throws Exception {
    long job = service.job();
    var task = service.start();
    var ids = new ArrayList<Integer>();
    var first = SseClient.open(service, job, null);
    int last = first.next().id();
    ids.addAll(IntStream.rangeClosed(1, last).boxed().toList());
    for (int i = 1; i <= 60; i++) {
      service.tell(job, voice(i), true);
      if (i % 7 == 0) {
        var event = first.next();
        ids.add(event.id());
        last = event.id();
        first.breakOff();
        first = SseClient.open(service, job, last);
      }
    }
    service.complete(task);
    for (var event : first.rest()) {
      ids.add(event.id());
    }
    assertThat(ids).isEqualTo(IntStream.rangeClosed(1, 64).boxed().toList());
  }

  @Test
  void replayed_events_are_the_same_as_those_told_live() throws Exception {
    long job = service.job();
    var task = service.start();
    var live = SseClient.open(service, job, null);
    assertThat(live.next().id()).isEqualTo(2);
    for (int i = 1; i <= 120; i++) {
      service.tell(job, voice(i % 100), true);
    }
    service.complete(task);
    var told = live.rest();
    var replayed = SseClient.open(service, job, 2).rest();
    assertThat(replayed).isEqualTo(told).hasSize(122);
    var some = SseClient.open(service, job, 100).rest();
    assertThat(some).isEqualTo(told.subList(98, 122));
    assertThat(told.stream().map(e -> e.json().getInteger("percentage")).toList()).isSorted();
  }

  @Test
  void a_jobs_end_is_told_to_who_comes_too_late_and_a_reconnect_after_it_is_sent_away()
      throws Exception {
    long job = service.job();
    service.fail(service.start(), new Failure(FailureKind.TIMEOUT, "It took too long."));
    var events = SseClient.open(service, job, null).rest();
    assertThat(events.stream().map(SseClient.Event::name)).containsExactly("status", "failed");
    var failed = events.get(1);
    assertThat(failed.json().getJsonObject("error").getString("message"))
        .isEqualTo("It took too long.");
    assertThat(failed.json().getJsonObject("error").getBoolean("isRetryable")).isTrue();

    var again =
        await(
            service
                .as(TestService.SECRET, HttpMethod.GET, "/api/videos/%d/stream".formatted(job))
                .putHeader("Last-Event-ID", Integer.toString(failed.id()))
                .send());
    assertThat(again.statusCode()).isEqualTo(204);
    var byQuery = service.get("/api/videos/%d/stream?lastEventId=%d".formatted(job, failed.id()));
    assertThat(byQuery.statusCode()).isEqualTo(204);
  }

  @Test
  void a_cancelled_job_ends_its_stream() throws Exception {
    long job = service.job();
    var stream = SseClient.open(service, job, null);
    assertThat(stream.next().json().getString("status")).isEqualTo("pending");
    service.post("/api/videos/%d/cancel".formatted(job));
    var rest = stream.rest();
    assertThat(rest.get(rest.size() - 1).name()).isEqualTo("cancelled");
  }

  @Test
  void a_silent_stream_is_kept_open_by_comments() throws Exception {
    var stream = SseClient.open(service, service.job(), null);
    assertThat(stream.next().name()).isEqualTo("status");
    stream.awaitComment();
    stream.awaitComment();
  }

  @Test
  void many_who_watch_one_job_are_all_told_everything() throws Exception {
    long job = service.job();
    var task = service.start();
    var streams = new ArrayList<SseClient>();
    for (int i = 0; i < 20; i++) {
      streams.add(SseClient.open(service, job, i % 3));
      service.tell(job, voice(i), i % 2 == 0);
    }
    service.complete(task);
    for (int i = 0; i < 20; i++) {
      var ids = streams.get(i).rest().stream().map(SseClient.Event::id).toList();
      assertThat(ids).isEqualTo(IntStream.rangeClosed(i % 3 + 1, 24).boxed().toList());
    }
  }

  @Test
  void what_is_no_number_is_no_last_event_id() throws Exception {
    long job = service.job();
    for (var id : List.of("abc", "1; drop", "1.5")) {
      var answer =
          await(
              service
                  .as(TestService.SECRET, HttpMethod.GET, "/api/videos/%d/stream".formatted(job))
                  .putHeader("Last-Event-ID", id)
                  .send());
      assertThat(answer.statusCode()).as(id).isEqualTo(400);
    }
  }

  @Test
  void a_number_from_the_future_is_answered_like_no_number() throws Exception {
    var stream = SseClient.open(service, service.job(), 77);
    assertThat(stream.next().name()).isEqualTo("status");
    stream.breakOff();
  }

  @Test
  void a_key_watches_no_more_than_its_share_and_others_have_theirs() throws Exception {
    long job = service.job();
    var path = "/api/videos/%d/stream".formatted(job);
    var first = SseClient.open(service, job, null);
    for (int i = 1; i < 30; i++) {
      SseClient.open(service, job, null);
    }
    var refused = service.get(path);
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.getHeader("Retry-After")).isEqualTo("5");
    assertThat(refused.bodyAsString())
        .contains("urn:kinoloom:problem:too-many-streams", "30 streams of this key are open");
    var other = service.as(TestService.OTHER_SECRET, HttpMethod.GET, path).send();
    assertThat(await(other).statusCode()).as("not its job, but not full either").isEqualTo(404);

    first.breakOff();
    Until.so(() -> served(path));
  }

  @Test
  void many_who_come_at_once_get_no_more_places_than_there_are() throws Exception {
    var path = "/api/videos/%d/stream".formatted(service.job());
    var clients = new ArrayList<RawHttp>();
    for (int i = 0; i < 45; i++) {
      clients.add(asking(path));
    }
    int served = 0;
    for (var client : clients) {
      served += client.line().startsWith("HTTP/1.1 200") ? 1 : 0;
    }
    assertThat(served).isEqualTo(30);
    for (var client : clients) {
      client.close();
    }
  }

  private boolean served(String path) throws Exception {
    try (var client = asking(path)) {
      return client.line().startsWith("HTTP/1.1 200");
    }
  }

  private RawHttp asking(String path) throws Exception {
    return new RawHttp(service)
        .say(
            "GET %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n"
                .formatted(path, TestService.SECRET));
  }
}
