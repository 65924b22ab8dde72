package dev.kinoloom.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.store.PlaceClaim.Place;
import org.junit.jupiter.api.Test;

class PlaceClaimIT {
  @Test
  void a_database_keeps_to_the_first_place_that_it_is_told() {
    try (var database = TestDatabase.create()) {
      var first = new Place("a", "/srv/films");

      assertThat(PlaceClaim.claim(database.address(), first)).isEqualTo(first);
      assertThat(PlaceClaim.claim(database.address(), new Place("b", "/home/x"))).isEqualTo(first);
      assertThat(PlaceClaim.claim(database.address(), new Place("a", "/mnt/films")).id())
          .isEqualTo("a");
    }
  }
}
