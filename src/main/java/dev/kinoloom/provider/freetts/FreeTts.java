package dev.kinoloom.provider.freetts;

import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.Narration.Timing;
import dev.kinoloom.domain.Narration.WordTime;
import dev.kinoloom.domain.speech.EnglishReading;
import dev.kinoloom.domain.speech.EnglishReading.Word;
import dev.kinoloom.provider.Blocking;
import dev.kinoloom.provider.Call;
import dev.kinoloom.provider.ProviderException;
import dev.kinoloom.provider.SpeechProvider;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Speaks English with the embedded FreeTTS; needs nothing, and says when each word is spoken. */
public final class FreeTts implements SpeechProvider {
  public static final String ID = "freetts";

  /** Measured on a paragraph of 113 words. */
  private static final double WORDS_PER_MINUTE = 189;

  private final Blocking blocking;
  private final Kevin kevin = new Kevin();

  public FreeTts(Blocking blocking) {
    this.blocking = blocking;
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Future<List<Voice>> voices() {
    return Future.succeededFuture(List.of(new Voice(Kevin.NAME, List.of("en"), WORDS_PER_MINUTE)));
  }

  @Override
  public Future<Speech> speak(Request request, Call call) {
    return blocking.run(() -> spoken(request, call));
  }

  private Speech spoken(Request request, Call call) throws IOException {
    if (!request.voice().equals(Kevin.NAME)) {
      throw new ProviderException(
          ID, FailureKind.UNSUPPORTED, "FreeTTS has no voice “%s”".formatted(request.voice()));
    }
    var reading = EnglishReading.of(request.text());
    reading.expectReadable();
    Path file = call.scratch().resolve("freetts.wav");
    var words = new ArrayList<WordTime>();
    try (var tape = new Tape(file)) {
      var sentences = reading.sentences();
      for (int i = 0; i < sentences.size(); i++) {
        if (call.stopped()) {
          throw new ProviderException(ID, FailureKind.UNAVAILABLE, "FreeTTS was stopped");
        }
        words.addAll(kevin.say(sentences.get(i), tape));
        call.progress((i + 1.0) / sentences.size(), "speaking");
      }
    }
    // a sentence of which the engine told no times spoils them all
    boolean timed = words.size() == reading.words().size();
    return new Speech(file, timed ? words : List.of(), timed ? Timing.ENGINE : Timing.ESTIMATED);
  }

  static List<String> said(List<Word> sentence) {
    return sentence.stream().flatMap(word -> word.spoken().stream()).toList();
  }
}
