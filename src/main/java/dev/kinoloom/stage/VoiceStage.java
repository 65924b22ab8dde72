package dev.kinoloom.stage;

import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.Likeness;
import dev.kinoloom.domain.Narration;
import dev.kinoloom.domain.Script;
import dev.kinoloom.domain.speech.Loudness;
import dev.kinoloom.domain.speech.SilentReading;
import dev.kinoloom.domain.speech.SpeechCheck;
import dev.kinoloom.domain.speech.WordTimes;
import dev.kinoloom.domain.speech.Wording;
import dev.kinoloom.pipeline.Assignment;
import dev.kinoloom.pipeline.JobView;
import dev.kinoloom.pipeline.Retries;
import dev.kinoloom.pipeline.Stage;
import dev.kinoloom.pipeline.StageSpec;
import dev.kinoloom.pipeline.TaskPlan;
import dev.kinoloom.pipeline.Work;
import dev.kinoloom.provider.Blocking;
import dev.kinoloom.provider.ProviderException;
import dev.kinoloom.provider.Sound;
import dev.kinoloom.provider.Sound.Polished;
import dev.kinoloom.provider.SpeechProvider.Request;
import dev.kinoloom.provider.SpeechProvider.Speech;
import dev.kinoloom.provider.Voices;
import dev.kinoloom.provider.Voices.Choice;
import dev.kinoloom.stage.Artifacts.CheckedBrief;
import io.vertx.core.Future;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Speaks a scene: with the voice that was chosen, polished, measured, checked, and every word
 * timed. When that voice fails for good another one of the language speaks, and the narration says
 * so.
 */
public final class VoiceStage implements Stage {
  private static final Logger LOG = LoggerFactory.getLogger(VoiceStage.class);
  private static final StageSpec SPEC =
      new StageSpec("voice", "Voice", 3, 1, 15, Duration.ofMinutes(5), Retries.LOCAL);

  private final Voices voices;
  private final Sound sound;
  private final Blocking blocking;

  public VoiceStage(Voices voices, Sound sound, Blocking blocking) {
    this.voices = voices;
    this.sound = sound;
    this.blocking = blocking;
  }

  /** What a task is about. */
  private record Line(String text, String language, List<String> words, CheckedBrief brief) {
    static Line of(Assignment work) {
      var brief = work.job().read(Artifacts.BRIEF, 0);
      var text = scene(work).narration();
      return new Line(text, brief.language(), Wording.of(text), brief);
    }

    private static Script.Scene scene(Assignment work) {
      return work.job().read(Artifacts.SCRIPT, 0).scenes().get(work.task().part());
    }
  }

  @Override
  public StageSpec spec() {
    return SPEC;
  }

  @Override
  public List<TaskPlan> plan(JobView job) {
    return job.find(Artifacts.SCRIPT, 0).map(VoiceStage::oneForEachScene).orElse(List.of());
  }

  private static List<TaskPlan> oneForEachScene(Script script) {
    var needs = List.of(Artifacts.BRIEF.part(0), Artifacts.SCRIPT.part(0));
    return IntStream.range(0, script.scenes().size())
        .mapToObj(i -> new TaskPlan(i, needs, 20 + script.scenes().get(i).narration().length()))
        .toList();
  }

  @Override
  public Object fingerprint(Assignment work) {
    var line = Line.of(work);
    var voice = line.brief().voice();
    boolean silent = voice.equals(Voices.NONE);
    return Map.of(
        "text", line.text(),
        "language", line.language(),
        "voice", voice,
        "engine", voices.find(voice).map(choice -> choice.provider().version()).orElse(""),
        "wordsPerMinute", silent ? line.brief().wordsPerMinute() : 0);
  }

  @Override
  public Likeness likeness(Work work) {
    var line = Line.of(work);
    var voice = line.brief().voice();
    int slash = Math.max(0, voice.indexOf('/'));
    return Likeness.of(
        SPEC.name(), voice.substring(0, slash), voice.substring(slash), line.text().length());
  }

  @Override
  public Future<Narration> run(Work work) {
    var line = Line.of(work);
    if (line.brief().voice().equals(Voices.NONE)) {
      return Future.succeededFuture(
          SilentReading.of(line.words(), line.language(), line.brief().wordsPerMinute()));
    }
    return chosen(line)
        .compose(voice -> narrate(work, line, voice))
        .recover(failure -> standIn(work, line, failure));
  }

  private Future<Choice> chosen(Line line) {
    String id = line.brief().voice();
    var voice = voices.find(id);
    if (voice.isEmpty()) {
      return refused(id, FailureKind.UNAVAILABLE, "the voice “%s” is not on this node: install it");
    }
    return voice.get().speaks(line.language())
        ? Future.succeededFuture(voice.get())
        : refused(
            id, FailureKind.UNSUPPORTED, "“%s” does not speak this language: choose another voice");
  }

  private static Future<Choice> refused(String id, FailureKind kind, String why) {
    return Future.failedFuture(new ProviderException(id, kind, why.formatted(id)));
  }

  private Future<Narration> narrate(Work work, Line line, Choice voice) {
    var provider = voice.provider();
    var request = new Request(line.text(), line.language(), voice.voice().name());
    var call = work.call();
    return work.guard(provider.id(), () -> provider.speak(request, new CallPart(call, 0, 0.6)))
        .compose(
            speech ->
                sound
                    .polish(speech.file(), new CallPart(call, 0.6, 0.9))
                    .compose(
                        polished ->
                            blocking
                                .run(() -> timed(line, speech, polished))
                                .compose(times -> kept(work, voice, polished, times))));
  }

  private Future<Narration> kept(Work work, Choice voice, Polished polished, WordTimes times) {
    return work.keep(polished.wav(), "audio/wav")
        .map(
            audio ->
                new Narration(
                    audio, polished.samples(), times.words(), times.timing(), voice.id()));
  }

  /** Checks what was spoken, and says when each word is. */
  private static WordTimes timed(Line line, Speech speech, Polished polished) throws IOException {
    Loudness heard = heard(polished.wav());
    SpeechCheck.check(line.words(), line.language(), heard);
    int millis = (int) (polished.samples() * 1000 / Narration.SAMPLE_RATE);
    return WordTimes.engine(line.words(), speech.words(), polished.cutMillis(), millis)
        .orElseGet(() -> WordTimes.aligned(line.words(), line.language(), heard));
  }

  private static Loudness heard(Path wav) throws IOException {
    try (var in = new BufferedInputStream(Files.newInputStream(wav))) {
      return Loudness.of(in);
    }
  }

  /** Another voice, once the chosen one will not do better on another try. */
  private Future<Narration> standIn(Work work, Line line, Throwable failure) {
    boolean another = failure instanceof Failed failed && failed.kind().retryable();
    boolean tryAgain = another && work.attempt() < SPEC.retries().most();
    var other = voices.standIn(line.brief().voice(), line.language());
    if (tryAgain || other.isEmpty() || work.call().stopped()) {
      return Future.failedFuture(failure);
    }
    LOG.warn(
        "voice failed; next=another speaks voice={} instead={} scene={} cause={}",
        line.brief().voice(),
        other.get().id(),
        work.task().part() + 1,
        failure.toString());
    return narrate(work, line, other.get());
  }
}
