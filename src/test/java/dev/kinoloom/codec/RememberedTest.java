package dev.kinoloom.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RememberedTest {
  private static final String TEN = "0123456789";
  private final Remembered<Integer, String> kept =
      new Remembered<>(100 * (256 + 10), (key, value) -> value.length());

  @Test
  void what_was_not_used_for_longest_gives_way() {
    for (int i = 0; i < 100; i++) {
      kept.put(i, TEN);
    }
    assertThat(kept.get(0)).isEqualTo(TEN);

    kept.put(100, TEN);

    assertThat(kept.get(1)).isNull();
    assertThat(kept.get(0)).isEqualTo(TEN);
    assertThat(kept.get(2)).isEqualTo(TEN);
  }

  @Test
  void what_is_put_again_counts_once() {
    for (int i = 0; i < 1_000; i++) {
      kept.put(7, i % 2 == 0 ? TEN : "x");
    }
    for (int i = 100; i < 199; i++) {
      kept.put(i, TEN);
    }

    assertThat(kept.get(7)).isEqualTo("x");
    assertThat(kept.get(100)).isEqualTo(TEN);
  }

  @Test
  void what_is_forgotten_makes_room() {
    for (int i = 0; i < 100; i++) {
      kept.put(i, TEN);
    }
    kept.forget(50);
    kept.forget(50);
    kept.put(100, TEN);

    assertThat(kept.get(50)).isNull();
    assertThat(kept.get(0)).isEqualTo(TEN);
  }

  @Test
  void what_is_too_large_is_not_kept_nor_what_it_replaces() {
    kept.put(1, TEN);
    kept.put(1, TEN + "!");

    assertThat(kept.get(1)).isNull();
  }
}
