package dev.kinoloom.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class KeyCacheTest {
  private Instant now = Instant.EPOCH;
  private final KeyCache cache = new KeyCache(2, Duration.ofSeconds(10), () -> now);

  @Test
  void a_key_is_remembered_for_its_while_only() {
    cache.keep("a", 1);
    now = now.plusSeconds(9);
    assertThat(cache.find("a")).contains(1);
    now = now.plusSeconds(1);
    assertThat(cache.find("a")).isEmpty();
  }

  @Test
  void only_the_last_used_are_remembered() {
    cache.keep("a", 1);
    cache.keep("b", 2);
    assertThat(cache.find("a")).contains(1);
    cache.keep("c", 3);
    assertThat(cache.find("b")).isEmpty();
    assertThat(cache.find("a")).contains(1);
    assertThat(cache.find("c")).contains(3);
  }
}
