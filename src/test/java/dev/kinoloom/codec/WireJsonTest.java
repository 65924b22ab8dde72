package dev.kinoloom.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class WireJsonTest {
  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void an_object_is_read_with_what_is_in_it() {
    var json = WireJson.object(bytes("{\"a\":{\"b\":[1,2.5,null,true,\"é\"]}}"));
    assertThat(json.getJsonObject("a").getJsonArray("b").encode())
        .isEqualTo("[1,2.5,null,true,\"é\"]");
  }

  @Test
  void the_message_says_where() {
    assertThatThrownBy(() -> WireJson.object(bytes("{\n  \"a\": 1,\n  \"a\": 2}")))
        .isInstanceOf(WireJson.Malformed.class)
        .hasMessageContaining("line 3")
        .hasMessageContaining("Duplicate field 'a'");
  }

  @Test
  void the_message_has_no_words_of_the_parser_about_itself() {
    assertThatThrownBy(() -> WireJson.object(bytes("{\"a\": {")))
        .isInstanceOf(WireJson.Malformed.class)
        .hasMessageContaining("start marker at line: 1, column: 7")
        .hasMessageNotContainingAny("Source", "StreamReadFeature", "REDACTED");
  }

  @Test
  void nothing_may_stand_behind_it() {
    assertThatThrownBy(() -> WireJson.object(bytes("{} x"))).isInstanceOf(WireJson.Malformed.class);
    for (var other : new String[] {"{} {}", "[]", "7", "\"text\"", ""}) {
      assertThatThrownBy(() -> WireJson.object(bytes(other)))
          .hasMessage("the body must be one JSON object and nothing else");
    }
  }

  @Test
  void depth_is_bounded() {
    var deep = "{\"a\":".repeat(40) + "1" + "}".repeat(40);
    assertThatThrownBy(() -> WireJson.object(bytes(deep))).isInstanceOf(WireJson.Malformed.class);
  }
}
