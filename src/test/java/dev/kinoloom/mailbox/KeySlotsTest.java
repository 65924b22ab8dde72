package dev.kinoloom.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.store.model.ModelClock;
import dev.kinoloom.store.model.ModelStores;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeySlotsTest {
  private final ModelStores stores = new ModelStores(new ModelClock());
  private final int a = stores.keys().create("a", "ha", 7).result();
  private final int b = stores.keys().create("b", "hb", 1023).result();
  private final KeySlots slots = new KeySlots(stores.keys());

  @Test
  void each_key_has_the_slot_that_it_was_made_with() {
    assertThat(slots.of(Set.of(a)).await()).containsExactly(7);
    assertThat(slots.of(Set.of(a, b)).await()).containsExactlyInAnyOrder(7, 1023);
  }

  @Test
  void keys_that_there_are_not_are_left_out() {
    assertThat(slots.of(Set.of(a, 99)).await()).containsExactly(7);
    assertThat(slots.of(Set.of()).await()).isEmpty();
  }
}
