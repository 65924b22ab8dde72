package dev.kinoloom.provider.espeak;

import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.Narration.Timing;
import dev.kinoloom.domain.speech.PlainLine;
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
import java.util.List;

/** Speaks with espeak-ng: not pretty, but some hundred languages; the last to be asked. */
public final class Espeak implements SpeechProvider {
  public static final String ID = "espeak";
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** What it is told, and what came of it on a paragraph of 113 words, pauses and all. */
  private static final int SPEED = 160;

  private static final double WORDS_PER_MINUTE = 171;

  private final String program;
  private final Blocking blocking;

  public Espeak(Blocking blocking) {
    this("espeak-ng", blocking);
  }

  /** {@code program}: a name on PATH or a path. */
  public Espeak(String program, Blocking blocking) {
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
    try (var call = new QuickCall(Duration.ofSeconds(10))) {
      String table = Child.of(ID, List.of(program, "--voices")).run(call).expectSuccess().out();
      return VoiceTable.read(table).stream()
          .map(row -> new Voice(row.name(), row.languages(), WORDS_PER_MINUTE))
          .toList();
    }
  }

  @Override
  public Future<Speech> speak(Request request, Call call) {
    return blocking.run(() -> spoken(request, call));
  }

  private Speech spoken(Request request, Call call) {
    if (!VoiceTable.isName(request.voice())) {
      throw new ProviderException(
          ID, FailureKind.UNSUPPORTED, "espeak-ng has no voice “%s”".formatted(request.voice()));
    }
    Path wav = call.scratch().resolve("espeak.wav");
    // UTF-8 from stdin; without -m it reads SSML as the text it is
    var words =
        List.of(
            program,
            "-b",
            "1",
            "-v",
            request.voice(),
            "-s",
            "" + SPEED,
            "-w",
            wav.toString(),
            "--stdin");
    Child.of(ID, words)
        .limit(LIMIT)
        .stdin(PlainLine.of(request.text()) + "\n")
        .run(call)
        .expectSuccess();
    if (!Files.exists(wav)) {
      throw new ProviderException(ID, FailureKind.BAD_OUTPUT, "espeak-ng made no sound file");
    }
    return new Speech(wav, List.of(), Timing.ESTIMATED);
  }
}
