package dev.kinoloom.provider.openai;

import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.speech.Wav;
import io.vertx.core.buffer.Buffer;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A request has at most 4,096 characters: longer texts go in parts, their sound is joined. */
final class SpeechParts {
  static final int CHARACTERS_MAX = 4096;

  private SpeechParts() {}

  /** Whole sentences as long as they fit, else whole words, else characters. */
  static List<String> of(String text) {
    var parts = new ArrayList<String>();
    var part = new StringBuilder();
    for (String piece : pieces(text)) {
      if (part.length() + piece.length() > CHARACTERS_MAX) {
        parts.add(part.toString().strip());
        part.setLength(0);
      }
      part.append(piece);
    }
    parts.add(part.toString().strip());
    parts.removeIf(String::isEmpty);
    return parts;
  }

  private static List<String> pieces(String text) {
    var pieces = new ArrayList<String>();
    for (String sentence : cut(text, BreakIterator.getSentenceInstance(Locale.ROOT))) {
      if (sentence.length() <= CHARACTERS_MAX) {
        pieces.add(sentence);
        continue;
      }
      for (String word : cut(sentence, BreakIterator.getLineInstance(Locale.ROOT))) {
        pieces.addAll(
            word.length() <= CHARACTERS_MAX
                ? List.of(word)
                : cut(word, BreakIterator.getCharacterInstance(Locale.ROOT)));
      }
    }
    return pieces;
  }

  private static List<String> cut(String text, BreakIterator breaks) {
    var pieces = new ArrayList<String>();
    breaks.setText(text);
    int start = breaks.first();
    for (int end = breaks.next(); end != BreakIterator.DONE; start = end, end = breaks.next()) {
      pieces.add(text.substring(start, end));
    }
    return pieces;
  }

  /** One WAV of all; fails with BAD_OUTPUT when one is no whole WAV, or they differ in rate. */
  static Path join(List<Buffer> sounds, Path file) throws IOException {
    var samples = new ByteArrayOutputStream();
    int rate = 0;
    for (Buffer sound : sounds) {
      Wav wav = Wav.open(new ByteArrayInputStream(sound.getBytes()));
      if (rate != 0 && wav.rate() != rate) {
        throw new Failed(FailureKind.BAD_OUTPUT, "the speech server changed its sample rate");
      }
      rate = wav.rate();
      copy(wav, samples);
    }
    try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
      out.write(Wav.header(Math.max(1, rate), samples.size() / 2));
      samples.writeTo(out);
    }
    return file;
  }

  private static void copy(Wav wav, ByteArrayOutputStream out) throws IOException {
    short[] some = new short[8192];
    for (int n = wav.read(some); n > 0; n = wav.read(some)) {
      for (int i = 0; i < n; i++) {
        out.write(some[i]);
        out.write(some[i] >> 8);
      }
    }
  }
}
