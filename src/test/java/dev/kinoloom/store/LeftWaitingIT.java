package dev.kinoloom.store;

import static dev.kinoloom.store.OpenStores.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class LeftWaitingIT {
  @AutoClose private final OpenStores stores = new OpenStores();

  @Test
  void keys_that_were_let_wait_are_told_by_their_slots() {
    int old = await(stores.keys().create("old", "old", 11));
    int ahead = await(stores.keys().create("ahead", "ahead", 12));
    int fresh = await(stores.keys().create("fresh", "fresh", 13));
    List.of(old, ahead, fresh).forEach(stores::accepted);
    age(old, "3 s", "0");
    age(ahead, "1 minute", "1 minute");

    assertThat(await(stores.jobs().leftWaiting(Duration.ofSeconds(2), 9)))
        .as("a head start is not waiting")
        .containsExactly(11);
    assertThat(await(stores.jobs().leftWaiting(Duration.ZERO, 9)))
        .containsExactlyInAnyOrder(11, 12, 13);
    assertThat(await(stores.jobs().leftWaiting(Duration.ZERO, 1))).containsExactly(12);
  }

  private void age(int key, String ready, String headStart) {
    stores
        .database()
        .run(
            "update kinoloom.vkey set ready_at = clock_timestamp() - interval '%s', head_start = '%s' where key_id = %d"
                .formatted(ready, headStart, key));
  }
}
