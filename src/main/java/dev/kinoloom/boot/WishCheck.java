package dev.kinoloom.boot;

import dev.kinoloom.api.Offer;
import dev.kinoloom.domain.ArtifactRef;
import dev.kinoloom.domain.Brief;
import dev.kinoloom.domain.FrameSize;
import dev.kinoloom.domain.Invalid;
import dev.kinoloom.domain.StyleName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * What can be told of a wish before anything is started: no directory is made and no database
 * started for what cannot be. The intake asks all of it again, and more.
 */
final class WishCheck {
  private static final ArtifactRef ANY = new ArtifactRef("0".repeat(64), 1, "text/plain");

  private final Offer offer;

  private WishCheck(Offer offer) {
    this.offer = offer;
  }

  static WishCheck on(Home home, ConfigLoader.Loaded settings) {
    boolean chat = settings.providers().child("chat").text("baseUrl").isPresent();
    return new WishCheck(new Offer(StyleName.names(), List.of(), chat || isServed(home), true));
  }

  /** The service may have other settings than we: it is asked. */
  private static boolean isServed(Home home) {
    try {
      return home.running().isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  /** Throws {@link Invalid}. */
  void check(Wish wish) {
    var style = wish.style().isEmpty() ? StyleName.DEFAULT.written() : wish.style();
    offer.checkStyle(style);
    refuseUnlikeABrief(wish, style);
    offer.checkText(
        wish.text().getBytes(StandardCharsets.UTF_8), wish.kind(), wish.title(), wish.preset());
  }

  private static void refuseUnlikeABrief(Wish wish, String style) {
    var brief =
        new Brief(
            ANY,
            wish.title(),
            wish.kind(),
            wish.seconds(),
            FrameSize.parse(wish.size(), wish.preset()),
            wish.fps(),
            wish.voice(),
            style,
            wish.captions(),
            wish.preset(),
            wish.language(),
            wish.audience(),
            wish.goal(),
            wish.crossFadeMillis(),
            wish.media().stream().map(one -> new Brief.OwnMedia(one.scene(), ANY)).toList(),
            wish.music() == null ? null : ANY,
            wish.clips());
    if (brief.language() != null
        && Locale.forLanguageTag(brief.language()).getLanguage().isEmpty()) {
      throw new Invalid("language", "must be a language tag such as en, de or pt-BR");
    }
  }
}
