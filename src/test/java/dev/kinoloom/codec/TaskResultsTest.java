package dev.kinoloom.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.domain.Usage;
import org.junit.jupiter.api.Test;

class TaskResultsTest {
  private static String done(boolean reused) {
    return TaskResults.done(1, "00", "{\"text\":\"\\\"reused\\\":true\"}", 7, reused, Usage.NONE);
  }

  @Test
  void a_result_says_itself_whether_it_was_made_before() {
    assertThat(TaskResults.isReused(done(true))).isTrue();
    assertThat(TaskResults.isReused(done(false))).isFalse();
    assertThat(TaskResults.isReused("{\"value\": {\"reused\": true}, \"reused\": false}"))
        .isFalse();
    assertThat(TaskResults.isReused("{\"epoch\": 1, \"reused\": true}"))
        .as("as the database writes it")
        .isTrue();
    assertThat(TaskResults.isReused("{}")).isFalse();
  }
}
