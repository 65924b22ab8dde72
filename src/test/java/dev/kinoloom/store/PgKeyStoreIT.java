package dev.kinoloom.store;

import static dev.kinoloom.store.OpenStores.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinoloom.domain.Invalid;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class PgKeyStoreIT {
  @AutoClose private static final OpenStores stores = new OpenStores();

  @Test
  void slots_are_told_of_many_keys_at_once() {
    int a = await(stores.keys().create("slot a", "slot a", 1023));
    int b = await(stores.keys().create("slot b", "slot b", 0));

    assertThat(await(stores.keys().slots(List.of(a, b, 999_999))))
        .isEqualTo(java.util.Map.of(a, 1023, b, 0));
  }

  @Test
  void a_key_is_known_by_the_hash_of_its_secret() {
    int id = await(stores.keys().create("Ada", "hash of ada", 3));
    var key = await(stores.keys().authenticate("hash of ada")).orElseThrow();
    assertThat(key.key()).isEqualTo(id);
    assertThat(key.name()).isEqualTo("Ada");
    assertThat(key.paused()).isFalse();
    assertThat(key.open()).isZero();
    assertThat(await(stores.keys().find("Ada"))).hasValue(key);
    assertThat(await(stores.keys().list())).contains(key);
    assertThat(await(stores.keys().authenticate("another"))).isEmpty();
    assertThat(await(stores.keys().find("Bob"))).isEmpty();
  }

  @Test
  void a_key_shows_its_open_and_running_jobs() {
    int id = stores.key();
    stores.running(stores.node(), id);
    stores.accepted(id);
    assertThat(await(stores.keys().list()))
        .filteredOn(key -> key.key() == id)
        .singleElement()
        .satisfies(
            key -> {
              assertThat(key.open()).isEqualTo(2);
              assertThat(key.running()).isOne();
            });
  }

  @Test
  void a_new_secret_ends_all_earlier_ones() {
    int id = await(stores.keys().create("Eve", "first", 3));
    await(stores.keys().replaceSecret(id, "second"));
    assertThat(await(stores.keys().authenticate("first"))).isEmpty();
    assertThat(await(stores.keys().authenticate("second")).orElseThrow().key()).isEqualTo(id);
  }

  @Test
  void a_name_is_given_once() {
    await(stores.keys().create("Kay", "kay 1", 3));
    assertThatThrownBy(() -> await(stores.keys().create("Kay", "kay 2", 3)))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("choose another name");
    assertThat(await(stores.keys().authenticate("kay 2"))).isEmpty();
  }
}
