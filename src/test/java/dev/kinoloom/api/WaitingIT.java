package dev.kinoloom.api;

import static dev.kinoloom.api.TestService.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.domain.Failure;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.http.Routes;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that prefers to wait for its video. */
class WaitingIT {
  private TestService service;

  @BeforeEach
  void serve(@TempDir Path home) throws Exception {
    service = new TestService(home);
  }

  @AfterEach
  void close() throws Exception {
    service.close();
  }

  private Future<HttpResponse<Buffer>> generate(String prefer) {
    return service
        .as(TestService.SECRET, HttpMethod.POST, "/api/videos/generate")
        .putHeader("Prefer", prefer)
        .sendJsonObject(new JsonObject().put("brief", Texts.ARTICLE));
  }

  private Future<HttpResponse<Buffer>> status(long job, String prefer) {
    return service
        .as(TestService.SECRET, HttpMethod.GET, "/api/videos/%d/status".formatted(job))
        .putHeader("Prefer", prefer)
        .send();
  }

  private void untilStored(int jobs) throws Exception {
    Until.so(() -> service.jobs() == jobs);
  }

  @Test
  void whoever_waits_gets_the_finished_video_in_the_answer() throws Exception {
    var asked = generate("respond-async, wait=20");
    untilStored(1);
    assertThat(asked.isComplete()).isFalse();
    service.complete(service.start());

    var answer = await(asked);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.getHeader("Preference-Applied")).isEqualTo("wait=20");
    var json = answer.bodyAsJsonObject();
    assertThat(json.getString("status")).isEqualTo("completed");
    assertThat(answer.getHeader("Content-Location"))
        .isEqualTo("/api/videos/%s/status".formatted(json.getString("jobId")));
    assertThat(service.get(json.getString("videoUrl")).statusCode()).isEqualTo(200);
  }

  @Test
  void an_end_in_failure_is_an_answer_too() throws Exception {
    var asked = generate("wait=20");
    untilStored(1);
    service.fail(service.start(), new Failure(FailureKind.UNSUPPORTED, "No voice speaks Klingon."));

    var answer = await(asked);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.bodyAsJsonObject().getString("status")).isEqualTo("failed");
    assertThat(answer.bodyAsJsonObject().getJsonObject("error").getString("message"))
        .contains("Klingon");
  }

  @Test
  void a_wait_that_ends_before_the_job_gives_a_place_to_look_where_one_can_wait_on()
      throws Exception {
    var answer = await(generate("wait=1"));
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.getHeader("Preference-Applied")).isEqualTo("wait=1");
    long job = Long.parseLong(answer.bodyAsJsonObject().getString("jobId"));
    assertThat(answer.getHeader("Location")).isEqualTo("/api/videos/%d/status".formatted(job));

    var asked = status(job, "wait=20");
    service.complete(service.start());

    assertThat(await(asked).bodyAsJsonObject().getString("status")).isEqualTo("completed");
  }

  @Test
  void the_end_is_found_without_a_hint_too() throws Exception {
    var asked = generate("wait=20");
    untilStored(1);
    await(service.bus.close());
    service.complete(service.start());

    assertThat(await(asked).statusCode()).isEqualTo(200);
  }

  @Test
  void no_more_is_granted_than_a_connection_may_idle() throws Exception {
    var asked = generate("wait=100000");
    untilStored(1);
    service.complete(service.start());

    assertThat(await(asked).getHeader("Preference-Applied")).isEqualTo("wait=50");
  }

  @Test
  void whoever_does_not_wait_or_asks_for_what_nobody_knows_is_answered_at_once() throws Exception {
    for (var prefer : new String[] {"wait=0", "respond-async", "wait=soon", "return=minimal"}) {
      var answer = await(generate(prefer));
      assertThat(answer.statusCode()).as(prefer).isEqualTo(202);
      assertThat(answer.getHeader("Preference-Applied")).as(prefer).isNull();
    }
  }

  @Test
  void of_a_key_that_waits_too_often_the_next_is_answered_at_once() throws Exception {
    long job = service.job();
    var answers =
        IntStream.range(0, 150)
            .mapToObj(
                i ->
                    service
                        .as(
                            TestService.SECRET,
                            HttpMethod.GET,
                            "/api/videos/%d/status".formatted(job))
                        .putHeader("Prefer", "wait=50")
                        .send())
            .toList();
    Until.so(() -> answers.stream().filter(Future::isComplete).count() == 50);
    assertThat(answers)
        .filteredOn(Future::isComplete)
        .allMatch(answer -> answer.result().getHeader("Preference-Applied") == null);
    var waiting = answers.stream().filter(answer -> !answer.isComplete()).toList();
    service.complete(service.start());

    for (var answer : waiting) {
      assertThat(await(answer).bodyAsJsonObject().getString("status")).isEqualTo("completed");
    }
    assertThat(await(status(job, "wait=1")).getHeader("Preference-Applied")).isEqualTo("wait=1");
  }

  @Test
  void a_service_that_closes_lets_them_go() throws Exception {
    var asked = generate("wait=50");
    untilStored(1);
    await(Future.join(service.routes().stream().map(Routes::close).toList()));

    assertThat(asked.await(5, TimeUnit.SECONDS).statusCode()).isEqualTo(202);
  }
}
