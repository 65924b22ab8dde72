package dev.kinoloom.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinoloom.config.Secret;
import dev.kinoloom.domain.Invalid;
import dev.kinoloom.http.WebhookSignature.Verdict;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With the example that the libraries of Standard Webhooks are tested with. */
class WebhookSignatureTest {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final String TIME = "1614265330";
  private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
  private static final String BODY = "{\"test\": 2432232314}";

  @Test
  void what_is_signed_with_the_secret_is_genuine() {
    assertThat(verdict(ID, TIME, SIGNATURE, BODY)).isEqualTo(Verdict.GENUINE);
  }

  @Test
  void one_of_several_signatures_does() {
    assertThat(verdict(ID, TIME, "v1,AAAA v1a,x v1,* " + SIGNATURE, BODY))
        .isEqualTo(Verdict.GENUINE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "v1",
        "v1,",
        "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        "v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OF=",
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ",
        "v1,not base64"
      })
  void another_signature_is_forged(String signature) {
    assertThat(verdict(ID, TIME, signature, BODY)).isEqualTo(Verdict.FORGED);
  }

  @Test
  void whoever_changes_anything_that_is_signed_forges() {
    assertThat(verdict(ID + "x", TIME, SIGNATURE, BODY)).isEqualTo(Verdict.FORGED);
    assertThat(verdict(ID, "1614265331", SIGNATURE, BODY)).isEqualTo(Verdict.FORGED);
    assertThat(verdict(ID, TIME, SIGNATURE, BODY + " ")).isEqualTo(Verdict.FORGED);
    assertThat(verdict(ID, TIME, SIGNATURE, "")).isEqualTo(Verdict.FORGED);
    assertThat(
            signature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSx", Duration.ZERO)
                .of(headers(ID, TIME, SIGNATURE), Buffer.buffer(BODY)))
        .isEqualTo(Verdict.FORGED);
  }

  @Test
  void without_id_time_or_signature_it_is_forged() {
    for (var name : new String[] {"webhook-id", "webhook-timestamp", "webhook-signature"}) {
      var headers = headers(ID, TIME, SIGNATURE).remove(name);
      assertThat(signature(SECRET, Duration.ZERO).of(headers, Buffer.buffer(BODY)))
          .isEqualTo(Verdict.FORGED);
    }
    for (var time : new String[] {"", "now", "-1", "1614265330.5", "99999999999999999999"}) {
      assertThat(verdict(ID, time, SIGNATURE, BODY)).isEqualTo(Verdict.FORGED);
    }
  }

  @Test
  void what_was_signed_long_ago_or_is_of_the_future_is_stale() {
    assertThat(after(Duration.ofMinutes(5))).isEqualTo(Verdict.GENUINE);
    assertThat(after(Duration.ofSeconds(301))).isEqualTo(Verdict.STALE);
    assertThat(after(Duration.ofMinutes(-5))).isEqualTo(Verdict.GENUINE);
    assertThat(after(Duration.ofSeconds(-301))).isEqualTo(Verdict.STALE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "whsec_",
        "whsec_short",
        "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaL",
        "whsec_MfKQ9r8GKYqr TwjUPD8ILPZIo2LaLaSw"
      })
  void what_is_no_secret_is_refused_without_being_told(String secret) {
    assertThatThrownBy(() -> signature(secret, Duration.ZERO))
        .isInstanceOfSatisfying(
            Invalid.class,
            e -> {
              assertThat(e.field()).isEqualTo("some.secret");
              assertThat(e.rule()).doesNotContain("MfKQ");
            });
  }

  private static Verdict after(Duration later) {
    return signature(SECRET, later).of(headers(ID, TIME, SIGNATURE), Buffer.buffer(BODY));
  }

  private static Verdict verdict(String id, String time, String signature, String body) {
    return signature(SECRET, Duration.ZERO).of(headers(id, time, signature), Buffer.buffer(body));
  }

  private static WebhookSignature signature(String secret, Duration later) {
    var now = Instant.ofEpochSecond(Long.parseLong(TIME)).plus(later);
    return new WebhookSignature("some.secret", new Secret(secret), () -> now);
  }

  private static MultiMap headers(String id, String time, String signature) {
    return MultiMap.caseInsensitiveMultiMap()
        .add("Webhook-Id", id)
        .add("Webhook-Timestamp", time)
        .add("Webhook-Signature", signature);
  }
}
