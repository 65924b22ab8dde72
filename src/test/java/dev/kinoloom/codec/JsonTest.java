package dev.kinoloom.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinoloom.pipeline.Briefs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  record Thing(String name, int size, @Nullable String note) {
    public boolean isBig() {
      return size > 10;
    }
  }

  @Test
  void equal_values_are_equal_text_and_have_equal_hashes() {
    var one = new LinkedHashMap<String, Object>();
    one.put("b", 1);
    one.put("a", new Thing("x", 11, null));
    var other = new LinkedHashMap<String, Object>();
    other.put("a", new Thing("x", 11, null));
    other.put("b", 1);

    assertThat(Json.encode(one))
        .isEqualTo("{\"a\":{\"name\":\"x\",\"size\":11},\"b\":1}")
        .isEqualTo(Json.encode(other));
    assertThat(Json.hash(one)).isEqualTo(Json.hash(other)).matches("[0-9a-f]{64}");
    assertThat(Json.hash(Map.of("b", 2))).isNotEqualTo(Json.hash(Map.of("b", 1)));
  }

  @Property
  void any_text_comes_back_but_for_what_no_database_keeps(@ForAll String text) {
    var back = Json.decode(Json.encode(new Thing(text, 1, text)), Thing.class);

    assertThat(back.name()).isEqualTo(KeepableText.of(text)).doesNotContain("\u0000");
    assertThat(KeepableText.of(back.name())).isEqualTo(back.name());
  }

  @Test
  void nul_and_half_pairs_are_replaced_and_whole_pairs_are_not() {
    assertThat(KeepableText.of("a\u0000b")).isEqualTo("a\ufffdb");
    assertThat(KeepableText.of("\ud83d")).isEqualTo("\ufffd");
    assertThat(KeepableText.of("\udc00\ud83d\ude00\ud83d")).isEqualTo("\ufffd\ud83d\ude00\ufffd");
    assertThat(KeepableText.of("\\u0000")).isEqualTo("\\u0000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{",
        "{\"name\":\"x\",\"size\":1} and more",
        "{\"name\":\"x\",\"size\":\"many\"}"
      })
  void what_is_not_the_wanted_value_is_said_so(String json) {
    assertThatThrownBy(() -> Json.decode(json, Thing.class)).isInstanceOf(Json.Unreadable.class);
  }

  @Test
  void a_name_too_many_is_left_out_of_what_a_node_wrote_and_refused_from_others() {
    var json = "{\"name\":\"x\",\"size\":1,\"colour\":2}";

    assertThat(Json.decode(json, Thing.class)).isEqualTo(new Thing("x", 1, null));
    assertThatThrownBy(() -> Json.decodeStrictly(json, Thing.class))
        .isInstanceOf(Json.Unreadable.class)
        .hasMessageContaining("colour");
  }

  @Test
  void deep_nesting_is_refused_rather_than_overflowing() {
    var deep = "[".repeat(10_000) + "]".repeat(10_000);

    assertThatThrownBy(() -> Json.tree(deep)).isInstanceOf(Json.Unreadable.class);
  }

  @Test
  void a_brief_comes_back_as_it_was() {
    assertThat(Payloads.decode(Briefs.payload()).brief()).isEqualTo(Briefs.any());
  }

  @ParameterizedTest
  @ValueSource(strings = {"source", "kind", "size", "captions", "preset", "voice", "media"})
  void a_brief_without_one_of_its_parts_is_refused(String part) {
    var whole = Json.decode(Json.encode(Briefs.any()), Map.class);
    whole.remove(part);
    var payload = Json.encode(Map.of("brief", whole, "correlationId", "c"));

    assertThatThrownBy(() -> Payloads.decode(payload))
        .isInstanceOf(Json.Unreadable.class)
        .hasMessageContaining("must be given");
  }

  @Test
  void artifacts_are_found_however_deep() {
    var ref = Briefs.any().source();
    var json = Json.encode(Map.of("a", List.of(Map.of("b", ref)), "c", ref, "d", "sha256"));

    assertThat(TaskResults.artifacts(json)).containsExactly(ref);
    assertThat(TaskResults.artifacts("{}")).isEmpty();
  }
}
