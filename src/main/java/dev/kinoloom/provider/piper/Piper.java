package dev.kinoloom.provider.piper;

import dev.kinoloom.codec.Json;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.Invalid;
import dev.kinoloom.domain.Narration.Timing;
import dev.kinoloom.domain.speech.PlainLine;
import dev.kinoloom.provider.Blocking;
import dev.kinoloom.provider.Call;
import dev.kinoloom.provider.Child;
import dev.kinoloom.provider.Programs;
import dev.kinoloom.provider.ProviderException;
import dev.kinoloom.provider.SpeechProvider;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Speaks with Piper: the best voice without a network, once its user gives it a model. */
public final class Piper implements SpeechProvider {
  public static final String ID = "piper";
  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final double WORDS_PER_MINUTE = 165;

  /**
   * Where it is.
   *
   * @param program the executable: a name on PATH or a path
   * @param model a voice's {@code .onnx} file; its {@code .onnx.json} lies beside it
   */
  public record Config(String program, Path model) {
    public Config {
      if (program.isBlank()) {
        throw new Invalid("providers.piper.program", "must name the Piper executable");
      }
      if (!model.toString().endsWith(".onnx")) {
        throw new Invalid("providers.piper.model", "must be a .onnx file, not " + model);
      }
    }

    Path description() {
      return Path.of(model + ".json");
    }

    /** E.g. {@code en_US-lessac-medium}. */
    String voice() {
      return String.valueOf(model.getFileName()).replaceFirst("\\.onnx$", "");
    }
  }

  private final Config config;
  private final Blocking blocking;

  public Piper(Config config, Blocking blocking) {
    this.config = config;
    this.blocking = blocking;
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String version() {
    return config.voice();
  }

  /** Fails with {@link Invalid} when what was configured is not there. */
  @Override
  public Future<List<Voice>> voices() {
    return blocking.run(
        () -> {
          if (Programs.find(config.program()).isEmpty()) {
            throw new Invalid("providers.piper.program", "there is no program " + config.program());
          }
          return List.of(new Voice(config.voice(), List.of(language()), WORDS_PER_MINUTE));
        });
  }

  private String language() throws IOException {
    if (!Files.isReadable(config.model()) || !Files.isReadable(config.description())) {
      throw new Invalid(
          "providers.piper.model",
          "%s and %s must both be there".formatted(config.model(), config.description()));
    }
    String told = Files.readString(config.description());
    String own = Json.textAt(told, "language", "code");
    // older models have no language of their own, but the one of the phonemes
    String code = own.isEmpty() ? Json.textAt(told, "espeak", "voice") : own;
    if (code.isBlank()) {
      throw new Invalid(
          "providers.piper.model", config.description() + " does not say the language");
    }
    return code.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public Future<Speech> speak(Request request, Call call) {
    return blocking.run(() -> spoken(request, call));
  }

  private Speech spoken(Request request, Call call) {
    Path wav = call.scratch().resolve("piper.wav");
    var words = List.of(config.program(), "-m", config.model().toString(), "-f", wav.toString());
    // one line is one utterance, a second one would overwrite the file
    Child.of(ID, words)
        .limit(LIMIT)
        .stdin(PlainLine.of(request.text()) + "\n")
        .run(call)
        .expectSuccess();
    if (!Files.exists(wav)) {
      throw new ProviderException(ID, FailureKind.BAD_OUTPUT, "Piper made no sound file");
    }
    return new Speech(wav, List.of(), Timing.ESTIMATED);
  }
}
