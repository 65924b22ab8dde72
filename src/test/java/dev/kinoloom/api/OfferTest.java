package dev.kinoloom.api;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinoloom.domain.Invalid;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OfferTest {
  private final Offer offer = new Offer(List.of("ink"), List.of("freetts/kevin16"), false, false);

  @ParameterizedTest
  @ValueSource(strings = {"auto", "none", "freetts", "freetts/kevin16"})
  void a_voice_is_known_by_wish_provider_or_name(String voice) {
    assertThatCode(() -> offer.checkVoice(voice)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "kevin16", "freetts/", "freetts/kevin", "AUTO"})
  void another_voice_is_refused_with_those_there_are(String voice) {
    assertThatThrownBy(() -> offer.checkVoice(voice))
        .isInstanceOf(Invalid.class)
        .hasMessage("is not known here; known: auto, none, freetts, freetts/kevin16");
  }

  @Test
  void of_many_only_some_are_listed() {
    var many = IntStream.range(0, 30).mapToObj(i -> "style" + i).toList();
    assertThatThrownBy(() -> new Offer(many, List.of(), false, false).checkStyle("x"))
        .hasMessageEndingWith("style19 and 10 more");
  }
}
