package dev.kinoloom.provider.freetts;

import com.sun.speech.freetts.Utterance;
import com.sun.speech.freetts.UtteranceProcessor;
import com.sun.speech.freetts.Voice;
import com.sun.speech.freetts.en.us.cmu_us_kal.KevinVoiceDirectory;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.Narration.WordTime;
import dev.kinoloom.domain.speech.EnglishReading;
import dev.kinoloom.domain.speech.EnglishReading.Word;
import dev.kinoloom.provider.ProviderException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * FreeTTS's one good voice, made when it is first needed (most of a second). Its parts keep state
 * between calls, so one sentence is spoken at a time; it is some sixty times faster than speech.
 * Taken from its directory directly: the engine's own registry reads system properties and files.
 */
final class Kevin {
  static final String NAME = "kevin16";

  private @Nullable Voice voice;
  private List<SpokenToken> heard = new ArrayList<>();

  /**
   * Speaks a sentence onto the tape.
   *
   * @return a time for each of {@code words}, from the start of the tape; empty when the engine's
   *     words are not the given ones
   */
  synchronized List<WordTime> say(List<Word> words, Tape tape) {
    String text = EnglishReading.spoken(words);
    if (text.isEmpty()) {
      return WordSpans.of(words, List.of(), tape.seconds());
    }
    var heardNow = new ArrayList<SpokenToken>();
    heard = heardNow;
    var speaker = speaker(tape);
    if (!speaker.speak(text)) {
      throw new ProviderException(
          FreeTts.ID, FailureKind.BAD_OUTPUT, "FreeTTS could not speak a sentence");
    }
    return WordSpans.of(words, heardNow, tape.seconds());
  }

  private Voice speaker(Tape tape) {
    var speaker = voice == null ? made(tape) : voice;
    voice = speaker;
    speaker.setAudioPlayer(tape);
    return speaker;
  }

  private Voice made(Tape tape) {
    Voice made =
        Stream.of(new KevinVoiceDirectory().getVoices())
            .filter(one -> one.getName().equals(NAME))
            .findFirst()
            .orElseThrow();
    made.setAudioPlayer(tape);
    made.allocate();
    // without a queue it works on our thread: no other one can die and leave us waiting
    made.setOutputQueue(null);
    addListener(made);
    return made;
  }

  @SuppressWarnings("unchecked")
  private void addListener(Voice made) {
    ((List<UtteranceProcessor>) made.getUtteranceProcessors()).add(new Ear());
  }

  /** Hears each utterance before it is played. */
  private final class Ear implements UtteranceProcessor {
    @Override
    public void processUtterance(Utterance utterance) {
      var tape = (Tape) utterance.getVoice().getAudioPlayer();
      heard.addAll(SpokenToken.of(utterance, tape.seconds()));
    }
  }
}
