package dev.kinoloom.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.codec.Json;
import dev.kinoloom.domain.AnyBrief;
import dev.kinoloom.domain.ArtifactRef;
import dev.kinoloom.domain.Brief;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.Narration;
import dev.kinoloom.domain.Narration.Timing;
import dev.kinoloom.domain.Narration.WordTime;
import dev.kinoloom.domain.Script;
import dev.kinoloom.domain.speech.Wording;
import dev.kinoloom.pipeline.JobView;
import dev.kinoloom.pipeline.TaskId;
import dev.kinoloom.pipeline.Work;
import dev.kinoloom.provider.Call;
import dev.kinoloom.provider.Inline;
import dev.kinoloom.provider.ProviderException;
import dev.kinoloom.provider.Sound;
import dev.kinoloom.provider.SpeechProvider;
import dev.kinoloom.provider.Spoken;
import dev.kinoloom.provider.TestCall;
import dev.kinoloom.provider.Tones;
import dev.kinoloom.provider.Voices;
import dev.kinoloom.provider.freetts.FreeTts;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VoiceStageIT {
  private static final ArtifactRef FILE = new ArtifactRef("a".repeat(64), 1, "text/plain");
  private static final List<String> SCENES =
      List.of(Spoken.SENTENCES, "A second scene, which is shorter.");

  private final Path dir;
  private final Workbench bench = new Workbench();

  VoiceStageIT(@TempDir Path dir) {
    this.dir = dir;
  }

  @Test
  void a_scene_is_spoken_kept_and_timed() {
    var narration = run(stage(freeTts()), work("freetts/kevin16", "en", 1));

    assertThat(narration.voice()).isEqualTo("freetts/kevin16");
    assertThat(narration.timing()).isEqualTo(Timing.ENGINE);
    assertThat(narration.audio()).isNotNull();
    assertThat(narration.words())
        .extracting(WordTime::text)
        .isEqualTo(Wording.of(Spoken.SENTENCES));
    assertThat(narration.words().get(0).startMillis()).isLessThan(60);
    assertThat(narration.words().get(narration.words().size() - 1).endMillis())
        .isBetween((int) (narration.samples() / 48) - 400, (int) (narration.samples() / 48));
    assertThat(bench.asked()).containsExactly("freetts");
  }

  @Test
  void without_a_voice_nothing_is_spoken() {
    var narration = run(stage(), work("none", "en", 1));

    assertThat(narration.audio()).isNull();
    assertThat(narration.voice()).isEqualTo("none");
    assertThat(narration.words()).hasSize(Wording.of(Spoken.SENTENCES).size());
  }

  @Test
  void an_engine_that_says_no_times_has_them_found_in_the_sound() {
    var speaks = new Fake("fake", 4100, 400, 1900, 250, 1800);
    var narration = run(stage(speaks), work("fake/one", "en", 1));

    assertThat(narration.timing()).isEqualTo(Timing.ALIGNED);
    var times = narration.words();
    // “Every … times.” ends with the first pause
    int last = Wording.of(Spoken.SENTENCES).indexOf("times.");
    assertThat(times.get(last).endMillis()).isBetween(4050, 4150);
    assertThat(times.get(last + 1).startMillis()).isBetween(4450, 4550);
  }

  @Test
  void silence_or_a_tenth_of_the_length_is_bad_output_and_tried_again() {
    for (var fake : List.of(new Fake("fake", 0, 8000), new Fake("fake", 800))) {
      var narration = stage(fake, freeTts()).run(work("fake/one", "en", 1));

      assertThat(Spoken.failure(narration)).isEqualTo(FailureKind.BAD_OUTPUT);
    }
  }

  @Test
  void after_the_last_try_another_voice_speaks_and_it_is_said() {
    var narration = run(stage(new Fake("fake", 0, 8000), freeTts()), work("fake/one", "en", 4));

    assertThat(narration.voice()).isEqualTo("freetts/kevin16");
    assertThat(bench.asked()).containsExactly("fake", "freetts");
  }

  @Test
  void what_no_try_can_mend_is_not_tried_again() {
    var refuses = new Fake("fake", FailureKind.CREDENTIALS);

    assertThat(run(stage(refuses, freeTts()), work("fake/one", "en", 1)).voice())
        .isEqualTo("freetts/kevin16");
    assertThat(Spoken.failure(stage(refuses).run(work("fake/one", "en", 1))))
        .isEqualTo(FailureKind.CREDENTIALS);
  }

  @Test
  void a_voice_that_is_not_here_or_does_not_speak_the_language_is_refused_precisely() {
    assertThat(Spoken.failure(stage(freeTts()).run(work("flite/rms", "en", 1))))
        .isEqualTo(FailureKind.UNAVAILABLE);
    assertThat(run(stage(freeTts()), work("flite/rms", "en", 4)).voice())
        .isEqualTo("freetts/kevin16");
    assertThat(Spoken.failure(stage(freeTts()).run(work("freetts/kevin16", "ja", 1))))
        .isEqualTo(FailureKind.UNSUPPORTED);
  }

  @Test
  void nobody_else_speaks_once_the_job_is_stopped() {
    var call = new TestCall(dir);
    call.stop();

    var narration = stage(freeTts(), new Fake("fake", 5000)).run(work("freetts/kevin16", call, 4));

    assertThat(Spoken.failure(narration)).isEqualTo(FailureKind.UNAVAILABLE);
    assertThat(bench.asked()).containsExactly("freetts");
  }

  @Test
  void there_is_a_task_for_each_scene_once_there_is_a_script() {
    var stage = stage(freeTts());
    var ready = work("freetts/kevin16", "en", 1).job();
    var before = new JobView(1, brief(), Map.of(), Json::decode);

    assertThat(stage.plan(before)).isEmpty();
    assertThat(stage.plan(ready)).hasSize(2);
    assertThat(stage.plan(ready).get(1).needs())
        .containsExactly(new TaskId("brief", 0), new TaskId("script", 0));
    assertThat(stage.plan(ready).get(0).share()).isGreaterThan(stage.plan(ready).get(1).share());
  }

  @Test
  void the_fingerprint_changes_with_text_voice_and_model_and_with_nothing_else() {
    var one = Json.hash(stage(freeTts()).fingerprint(work("freetts/kevin16", "en", 1)));

    assertThat(Json.hash(stage(freeTts()).fingerprint(work("freetts/kevin16", "en", 3))))
        .isEqualTo(one);
    assertThat(Json.hash(stage(freeTts()).fingerprint(work("none", "en", 1)))).isNotEqualTo(one);
    var fake = new Fake("fake", 1);
    assertThat(Json.hash(stage(fake).fingerprint(work("fake/one", "en", 1))))
        .isNotEqualTo(Json.hash(stage().fingerprint(work("fake/one", "en", 1))));
  }

  private static Narration run(VoiceStage stage, Work work) {
    return Spoken.result(stage.run(work));
  }

  private VoiceStage stage(SpeechProvider... providers) {
    var voices = Spoken.result(Voices.gather(List.of(providers)));
    return new VoiceStage(voices, new AsItIs(), new Inline());
  }

  private static FreeTts freeTts() {
    return new FreeTts(new Inline());
  }

  private Work work(String voice, String language, int attempt) {
    return work(voice, language, new TestCall(dir), attempt);
  }

  private Work work(String voice, TestCall call, int attempt) {
    return work(voice, "en", call, attempt);
  }

  private Work work(String voice, String language, TestCall call, int attempt) {
    var checked =
        new Artifacts.CheckedBrief(FILE, Brief.Kind.ARTICLE, language, "Title", 30, voice, 150);
    var scenes = new ArrayList<Script.Scene>();
    for (String text : SCENES) {
      scenes.add(new Script.Scene(scenes.size() + 1, Script.Role.BODY, "Heading", text, List.of()));
    }
    var done = new HashMap<TaskId, String>();
    done.put(new TaskId("brief", 0), Json.encode(checked));
    done.put(
        new TaskId("script", 0), Json.encode(new Script("Title", language, "offline", scenes)));
    return bench.task(
        new TaskId("voice", 0), attempt, new JobView(1, brief(), done, Json::decode), call);
  }

  private static Brief brief() {
    return new AnyBrief().source(FILE).title("Title").brief();
  }

  /** Hums for so long, or fails so. */
  private record Fake(String id, List<Integer> spans, FailureKind fails) implements SpeechProvider {
    Fake(String id, int... spans) {
      this(id, IntStream.of(spans).boxed().toList(), FailureKind.INTERNAL);
    }

    Fake(String id, FailureKind fails) {
      this(id, List.of(), fails);
    }

    @Override
    public String version() {
      return "model-1";
    }

    @Override
    public Future<List<Voice>> voices() {
      return Future.succeededFuture(List.of(new Voice("one", List.of("en"), 160)));
    }

    @Override
    public Future<Speech> speak(Request request, Call call) {
      if (spans.isEmpty()) {
        return Future.failedFuture(new ProviderException(id, fails, "refused"));
      }
      int[] millis = spans.stream().mapToInt(Integer::intValue).toArray();
      try {
        return Future.succeededFuture(
            new Speech(Tones.file(call.scratch(), millis), List.of(), Timing.ESTIMATED));
      } catch (IOException e) {
        return Future.failedFuture(e);
      }
    }
  }

  /** Makes it 48 kHz and cuts the quiet ends, no more. */
  private static final class AsItIs implements Sound {
    @Override
    public Future<Polished> polish(Path raw, Call call) {
      try {
        byte[] bytes = Files.readAllBytes(raw);
        return Future.succeededFuture(Resampled.to48kHz(bytes, call.scratch()));
      } catch (IOException e) {
        return Future.failedFuture(e);
      }
    }
  }
}
