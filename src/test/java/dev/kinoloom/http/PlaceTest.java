package dev.kinoloom.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class PlaceTest {
  private static final JsonObject SCHEMA =
      new JsonObject(
          "{\"properties\":{\"media\":{\"items\":{\"properties\":{\"scene\":{\"minimum\":1}}}}}}");
  private static final JsonObject VALUE =
      new JsonObject("{\"media\":[{\"scene\":0}],\"a/b~c é\":1}");

  @Test
  void a_place_within_a_list_has_its_path_value_and_rule() {
    var place = Place.find("#/media/0/scene", VALUE, SCHEMA, "");
    assertThat(place.path()).isEqualTo("media[0].scene");
    assertThat(place.value()).isEqualTo(0);
    assertThat(place.schema().getInteger("minimum")).isEqualTo(1);
    assertThat(place.isKnown()).isTrue();
  }

  @Test
  void an_unknown_name_is_decoded_and_unknown() {
    var place = Place.find("#/a~1b~0c%20%C3%A9", VALUE, SCHEMA, "");
    assertThat(place.path()).isEqualTo("a/b~c é");
    assertThat(place.isKnown()).isFalse();
    assertThat(place.known()).containsExactly("media");
  }

  @Test
  void a_name_that_cannot_be_decoded_stays_as_it_is() {
    assertThat(Place.find("#/a%Zb", VALUE, SCHEMA, "").path()).isEqualTo("a%Zb");
  }

  @Test
  void the_root_is_named_as_it_is_called() {
    assertThat(Place.find("#", 7, SCHEMA, "limit").path()).isEqualTo("limit");
  }
}
