package dev.kinoloom.boot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StagesTest {
  @ParameterizedTest
  @CsvSource({"2, 24, 2", "8, 4, 4", "8, 0, 1", "1, 64, 1", "64, 64, 64"})
  void heavy_tasks_run_as_many_as_there_are_processors_and_memory_for(
      int processors, long gibibytes, int atOnce) {
    assertThat(Stages.heavy(processors, gibibytes << 30)).isEqualTo(atOnce);
  }
}
