package dev.kinoloom.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MasksTest {
  @ParameterizedTest
  @CsvSource({
    "key=kl_abcDEF123-_x is unknown,key=kl_*** is unknown",
    "Authorization: Bearer abc.def-ghi,Authorization: Bearer ***",
    "authorization: basic dXNlcjpwYXNz,authorization: basic ***",
    "the server said bad key sk-proj-abcdef,the server said bad key sk-***",
    "token r8_abcdEFGH12 is unknown,token r8_*** is unknown",
    "secret whsec_MfKQ9r8GKY/qr+w= is wrong,secret whsec_*** is wrong",
    "url=postgresql://me:hunter2@db:5432/x,url=postgresql://me:***@db:5432/x",
    "url=http://127.0.0.1:8080/api/videos/1,url=http://127.0.0.1:8080/api/videos/1",
    "at 12:30 http://a/b@c,at 12:30 http://a/b@c",
    "task done epoch=1 millis=6,task done epoch=1 millis=6",
  })
  void what_looks_like_a_secret_is_masked_and_nothing_else(String line, String masked) {
    assertThat(Masks.apply(line)).isEqualTo(masked);
  }

  @Test
  void a_configured_secret_is_masked_however_it_is_written() {
    Masks.hide(List.of("pa\"ss\\word-of-masks-test", "ab"));

    assertThat(Masks.apply("text pa\"ss\\word-of-masks-test, ab")).isEqualTo("text ***, ab");
    assertThat(Masks.apply("{\"message\":\"pa\\\"ss\\\\word-of-masks-test\"}"))
        .isEqualTo("{\"message\":\"***\"}");
  }
}
