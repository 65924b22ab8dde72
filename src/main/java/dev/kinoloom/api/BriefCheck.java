package dev.kinoloom.api;

import dev.kinoloom.domain.ArtifactRef;
import dev.kinoloom.domain.Brief;
import dev.kinoloom.domain.Invalid;
import io.vertx.core.Future;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes a brief of a wish, as far as it can be told at once that it can be one. */
final class BriefCheck {
  static final String TEXT = "text/plain";

  private final Offer offer;
  private final OwnFiles files;

  BriefCheck(Offer offer, OwnFiles files) {
    this.offer = offer;
    this.files = files;
  }

  /** Reads the whole text: a long one is not for an event loop. Throws {@link Invalid}. */
  Brief brief(VideoRequest wish) {
    var style = wish.style() == null ? offer.defaultStyle() : wish.style();
    wording("title", wish.title());
    wording("audience", wish.audience());
    wording("goal", wish.goal());
    offer.checkVoice(wish.voice());
    offer.checkStyle(style);
    language(wish.language());
    offer.checkClips(wish.clips());
    var bytes = wish.text().getBytes();
    var checked = offer.checkText(bytes, wish.kind(), wish.title(), wish.preset());
    return new Brief(
        new ArtifactRef(sha256(bytes), bytes.length, TEXT),
        wish.title() == null ? checked.title() : wish.title(),
        wish.kind(),
        wish.seconds(),
        wish.size(),
        wish.fps(),
        wish.voice(),
        style,
        wish.captions(),
        wish.preset(),
        wish.language(),
        wish.audience(),
        wish.goal(),
        wish.crossFadeMillis(),
        wish.media(),
        wish.music(),
        wish.clips());
  }

  /** With the own files as they really are; fails with {@link Invalid}. */
  Future<Brief> files(int key, Brief brief) {
    return files.check(key, brief);
  }

  /** No database and no file keeps a NUL, and no person reads the others. */
  private static void wording(String field, @Nullable String text) {
    if (text == null) {
      return;
    }
    boolean unreadable =
        text.codePoints()
            .anyMatch(
                c ->
                    (Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t')
                        || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    if (unreadable) {
      throw new Invalid(field, "must be text without control characters or halves of characters");
    }
  }

  private static void language(@Nullable String language) {
    if (language != null && Locale.forLanguageTag(language).getLanguage().isEmpty()) {
      throw new Invalid("language", "must be a language tag such as en, de or pt-BR");
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
