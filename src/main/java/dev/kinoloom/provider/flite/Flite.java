package dev.kinoloom.provider.flite;

import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.Narration.Timing;
import dev.kinoloom.domain.Narration.WordTime;
import dev.kinoloom.domain.speech.EnglishReading;
import dev.kinoloom.provider.Blocking;
import dev.kinoloom.provider.Call;
import dev.kinoloom.provider.Child;
import dev.kinoloom.provider.Programs;
import dev.kinoloom.provider.ProviderException;
import dev.kinoloom.provider.QuickCall;
import dev.kinoloom.provider.SpeechProvider;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Speaks English with flite, which tells when it speaks each sound; which sounds are which word is
 * found by asking it for the sounds of each word alone.
 */
public final class Flite implements SpeechProvider {
  public static final String ID = "flite";
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** The best understood first; measured with an offline recogniser. */
  private static final List<String> BEST = List.of("rms", "slt", "awb", "kal16", "kal");

  /** Measured on a paragraph of 113 words; the others speak about as slt does. */
  private static final Map<String, Double> WORDS_PER_MINUTE = Map.of("rms", 160.0);

  private final String program;
  private final Blocking blocking;

  public Flite(Blocking blocking) {
    this("flite", blocking);
  }

  /** {@code program}: a name on PATH or a path. */
  public Flite(String program, Blocking blocking) {
    this.program = program;
    this.blocking = blocking;
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Future<List<Voice>> voices() {
    return blocking.run(this::told);
  }

  private List<Voice> told() throws IOException {
    if (Programs.find(program).isEmpty()) {
      return List.of();
    }
    try (var scratch = new QuickCall(Duration.ofSeconds(10))) {
      String list = Child.of(ID, List.of(program, "-lv")).run(scratch).expectSuccess().out();
      return Stream.of(list.substring(list.indexOf(':') + 1).strip().split("\\s+", -1))
          .filter(BEST::contains)
          .distinct()
          .sorted(Comparator.comparing(BEST::indexOf))
          .map(name -> new Voice(name, List.of("en"), WORDS_PER_MINUTE.getOrDefault(name, 180.0)))
          .toList();
    }
  }

  @Override
  public Future<Speech> speak(Request request, Call call) {
    return blocking.run(() -> spoken(request, call));
  }

  private Speech spoken(Request request, Call call) throws IOException {
    if (!BEST.contains(request.voice())) {
      throw new ProviderException(
          ID, FailureKind.UNSUPPORTED, "flite has no voice “%s”".formatted(request.voice()));
    }
    var reading = EnglishReading.of(request.text());
    reading.expectReadable();
    Path text = Files.writeString(call.scratch().resolve("flite.txt"), reading.spoken() + "\n");
    Path wav = call.scratch().resolve("flite.wav");
    String sounds = run(call, request.voice(), text, wav, "-psdur");
    if (!Files.exists(wav)) {
      throw new ProviderException(ID, FailureKind.BAD_OUTPUT, "flite made no sound file");
    }
    call.progress(0.7, "speaking");
    var words = times(reading, Sounds.read(sounds), request.voice(), call);
    return new Speech(wav, words, words.isEmpty() ? Timing.ESTIMATED : Timing.ENGINE);
  }

  private List<WordTime> times(
      EnglishReading reading, List<Sounds.Sound> heard, String voice, Call call)
      throws IOException {
    var words =
        reading.words().stream().flatMap(word -> word.spoken().stream()).distinct().toList();
    // a paragraph each: every word becomes an utterance of its own, a line of the answer
    // (and without an end of line the last one would be dropped)
    String paragraphs = String.join("\n\n", words) + "\n";
    Path list = Files.writeString(call.scratch().resolve("words.txt"), paragraphs);
    Path nowhere = call.scratch().resolve("words.wav");
    var lines = run(call, voice, list, nowhere, "-ps").lines().toList();
    Files.deleteIfExists(nowhere);
    return Dictionary.of(words, lines)
        .map(dictionary -> new SoundMatch(reading.words(), dictionary, heard).times())
        .orElse(List.of());
  }

  private String run(Call call, String voice, Path text, Path wav, String telling) {
    var words =
        List.of(program, "-voice", voice, "-f", text.toString(), "-o", wav.toString(), telling);
    return Child.of(ID, words).limit(LIMIT).run(call).expectSuccess().out();
  }
}
