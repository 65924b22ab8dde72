package dev.kinoloom.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemTest {
  @Test
  void a_problem_is_written_as_rfc_9457_says_with_its_fields() {
    var problem = Problem.invalid("options.fps", "must be one of 24, 25, not 29");
    assertThat(problem.toJson("/api/videos/generate", "c-1"))
        .isEqualTo(
            new JsonObject()
                .put("type", "urn:kinoloom:problem:invalid-value")
                .put("title", "A value cannot be accepted")
                .put("status", 422)
                .put("detail", "options.fps must be one of 24, 25, not 29")
                .put("instance", "/api/videos/generate")
                .put("correlationId", "c-1")
                .put(
                    "errors",
                    new JsonArray()
                        .add(
                            new JsonObject()
                                .put("field", "options.fps")
                                .put("rule", "must be one of 24, 25, not 29"))));
  }

  @Test
  void a_problem_without_fields_has_no_empty_list_of_them() {
    assertThat(Problem.notFound("no").toJson("/x", "c").containsKey("errors")).isFalse();
  }

  @Test
  void several_fields_stand_in_one_sentence() {
    var errors =
        List.of(new Problem.FieldError("a", "is required"), new Problem.FieldError("b", "is odd"));
    assertThat(Problem.misshapen(errors).detail()).isEqualTo("a is required; b is odd");
  }

  @Test
  void a_rejection_has_no_stack_trace_and_keeps_its_wait() {
    var rejection = Problem.tooBig("x").rejection().retryAfter(Duration.ofSeconds(3));
    assertThat(rejection.getStackTrace()).isEmpty();
    assertThat(rejection.retryAfter()).isEqualTo(Duration.ofSeconds(3));
    assertThat(rejection.problem().status()).isEqualTo(413);
  }
}
