package dev.kinoloom.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HintTest {
  @Test
  void numbers_travel_once_each_in_messages_of_bounded_size() {
    var numbers = LongStream.rangeClosed(1, 1_000).boxed().toList();
    var messages = Hint.messages(numbers, 512);
    assertThat(messages).hasSize(2);
    assertThat(messages.stream().flatMap(m -> Hint.numbers(m).stream()).toList())
        .isEqualTo(numbers);
    assertThat(Hint.messages(List.of(7L, 7L, 8L), 512))
        .containsExactly(new JsonArray().add(7L).add(8L));
  }

  @Test
  void nothing_to_say_is_no_message() {
    assertThat(Hint.messages(List.of(), 512)).isEmpty();
  }

  @Test
  void what_cannot_be_read_is_left_out() {
    assertThat(Hint.numbers(new JsonArray().add("x").add(3).addNull())).containsExactly(3L);
    assertThat(Hint.numbers(new JsonObject())).isEmpty();
  }
}
