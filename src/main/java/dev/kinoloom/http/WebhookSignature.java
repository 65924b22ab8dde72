package dev.kinoloom.http;

import dev.kinoloom.config.Secret;
import dev.kinoloom.domain.Invalid;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells whether a webhook comes from who has the secret, as Standard Webhooks says and <a
 * href="https://replicate.com/docs/topics/webhooks/verify-webhook">Replicate</a> does it: {@code
 * webhook-signature} has one or more {@code v1,BASE64} with blanks between them, each an
 * HMAC-SHA256 of {@code webhook-id.webhook-timestamp.body} by the bytes that stand after {@code
 * whsec_} in Base64. Safe to use from any thread.
 */
public final class WebhookSignature {
  /** What was found. */
  public enum Verdict {
    GENUINE,
    /** Signed, but not now: it may have been overheard. */
    STALE,
    FORGED
  }

  private static final Duration TOLERANCE = Duration.ofMinutes(5);
  private static final int MOST_SIGNATURES = 16;
  private static final String VERSION = "v1,";
  private static final Pattern SECRET = Pattern.compile("whsec_([A-Za-z0-9+/]{16,256}={0,2})");
  private static final Pattern SECONDS = Pattern.compile("\\d{1,11}");

  private final SecretKeySpec key;
  private final InstantSource clock;

  /** {@code setting}: the name of the secret's setting, for the {@link Invalid} it may be. */
  public WebhookSignature(String setting, Secret secret, InstantSource clock) {
    this.key = new SecretKeySpec(bytes(setting, secret), "HmacSHA256");
    this.clock = clock;
  }

  private static byte[] bytes(String setting, Secret secret) {
    var form = SECRET.matcher(secret.reveal());
    try {
      if (form.matches()) {
        return Base64.getDecoder().decode(form.group(1));
      }
    } catch (IllegalArgumentException e) {
      // told below
    }
    throw new Invalid(setting, "must be whsec_ and Base64, as the provider shows it");
  }

  /** {@code body}: as it came, byte for byte. */
  public Verdict of(MultiMap headers, Buffer body) {
    var id = headers.get("webhook-id");
    var time = headers.get("webhook-timestamp");
    var given = headers.get("webhook-signature");
    if (id == null || time == null || given == null || !SECONDS.matcher(time).matches()) {
      return Verdict.FORGED;
    }
    if (!isAmong(signed(id + "." + time + ".", body), given)) {
      return Verdict.FORGED;
    }
    var age = Duration.between(Instant.ofEpochSecond(Long.parseLong(time)), clock.instant());
    return age.abs().compareTo(TOLERANCE) > 0 ? Verdict.STALE : Verdict.GENUINE;
  }

  /** What is signed in another version does not count. */
  private static boolean isAmong(byte[] right, String given) {
    return Stream.of(given.split(" ", -1))
        .limit(MOST_SIGNATURES)
        .map(one -> one.getBytes(StandardCharsets.UTF_8))
        .anyMatch(one -> MessageDigest.isEqual(one, right));
  }

  private byte[] signed(String before, Buffer body) {
    try {
      var mac = Mac.getInstance(key.getAlgorithm());
      mac.init(key);
      mac.update(before.getBytes(StandardCharsets.UTF_8));
      var signature = Base64.getEncoder().encodeToString(mac.doFinal(body.getBytes()));
      return (VERSION + signature).getBytes(StandardCharsets.UTF_8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
