package dev.kinoloom.store;

import static dev.kinoloom.store.OpenStores.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.domain.Fact;
import dev.kinoloom.domain.FactKind;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class PgFactStoreIT {
  @AutoClose private static final OpenStores stores = new OpenStores();

  @Test
  void facts_are_read_in_order_from_where_a_reader_stopped() {
    long job = stores.accepted(stores.key());
    for (int i = 2; i <= 6; i++) {
      assertThat(await(stores.facts().tell(job, FactKind.PROGRESS, "{\"i\":" + i + "}"))).isTrue();
    }
    assertThat(await(stores.facts().after(job, 3, 2)))
        .extracting(Fact::seq, Fact::data)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(4, "{\"i\": 4}"),
            org.assertj.core.groups.Tuple.tuple(5, "{\"i\": 5}"));
    assertThat(await(stores.facts().after(job, 6, 9))).isEmpty();
  }

  @Test
  void nothing_follows_the_last_fact() {
    long job = stores.accepted(stores.key());
    await(stores.jobs().cancel(job));
    assertThat(await(stores.facts().tell(job, FactKind.PROGRESS, "{}"))).isFalse();
    assertThat(await(stores.facts().after(job, 0, 9)))
        .extracting(Fact::kind)
        .containsExactly(FactKind.ACCEPTED, FactKind.CANCELLED);
  }
}
