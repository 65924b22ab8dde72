package dev.kinoloom.provider.replicate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogProgressTest {
  @Test
  void the_last_bar_counts() {
    assertThat(LogProgress.of("Loading\n  2%|▏ | 1/50 [00:01<00:49]\r 76%|███▌ | 38/50 [00:33]\n"))
        .isEqualTo(0.76);
    assertThat(LogProgress.of("0%|          | 0/50 [00:00<?, ?it/s]")).isEqualTo(0.0);
    assertThat(LogProgress.of("Sampling: 100%|██████████| 50/50")).isEqualTo(1.0);
  }

  @Test
  void a_long_log_is_read_at_its_end() {
    assertThat(LogProgress.of("10%| |\n".repeat(100_000) + "55%| |")).isEqualTo(0.55);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n\r\n",
        "no bar",
        "76%",
        "quality 76% | of it",
        "120%|██| 12/10",
        "x76%|██|",
        "76%|███▌ | 38/50\nSaving the video"
      })
  void what_says_nothing_plain_says_nothing(String log) {
    assertThat(LogProgress.of(log)).isNull();
  }
}
