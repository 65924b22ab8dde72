package dev.kinoloom.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.Narration.WordTime;
import dev.kinoloom.domain.speech.Loudness;
import dev.kinoloom.domain.speech.SpeechCheck;
import dev.kinoloom.domain.speech.Wording;
import dev.kinoloom.provider.SpeechProvider.Request;
import dev.kinoloom.provider.SpeechProvider.Speech;
import io.vertx.core.Future;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What every voice must do, and texts that try to be more than text. */
public final class Spoken {
  public static final String SENTENCES =
      "Every second, lightning strikes the ground about fifty times. A single bolt heats the air"
          + " to 30,000 degrees, five times hotter than the sun.";

  /** Quotes, colons, percent signs, line ends, shell, SSML and engine commands, pictographs. */
  public static final String TRICKY =
      "“It's 50%: fine”, 'he' said;\n$(touch gotcha) `touch gotcha` && touch gotcha | cat\\n"
          + " <speak><break time=\"9s\"/>loud</speak> [[h@l'oU]] -o gotcha %s %n e\u0301t\u00e9 🎬"
          + " C:\\dir #1 & <!-- not --> {x} end.";

  private Spoken() {}

  public static Speech by(SpeechProvider provider, String voice, String text, Path scratch) {
    return result(provider.speak(new Request(text, "en", voice), new TestCall(scratch)));
  }

  /** The result of a future that is done when it is had. */
  public static <T> T result(Future<T> future) {
    assertThat(future.isComplete()).isTrue();
    if (future.failed()) {
      throw future.cause() instanceof RuntimeException e
          ? e
          : new IllegalStateException(future.cause());
    }
    return future.result();
  }

  public static FailureKind failure(Future<?> future) {
    assertThat(future.failed()).isTrue();
    assertThat(future.cause()).isInstanceOf(Failed.class);
    return ((Failed) future.cause()).kind();
  }

  /** It can be the speech of that text. */
  public static Loudness assertSpeaks(Speech speech, String text, String language) {
    try (var in = new BufferedInputStream(Files.newInputStream(speech.file()))) {
      Loudness sound = Loudness.of(in);
      SpeechCheck.check(Wording.of(text), language, sound);
      return sound;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The engine's times are those of the text's words, in order, inside the sound. */
  public static void assertTimed(Speech speech, String text, Loudness sound) {
    assertThat(speech.words()).extracting(WordTime::text).isEqualTo(Wording.of(text));
    int before = 0;
    for (WordTime word : speech.words()) {
      assertThat(word.startMillis()).as(word.toString()).isGreaterThanOrEqualTo(before);
      assertThat(word.endMillis())
          .as(word.toString())
          .isBetween(word.startMillis(), sound.millis() + 150);
      before = word.endMillis();
    }
  }
}
