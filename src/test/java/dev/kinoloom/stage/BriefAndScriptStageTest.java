package dev.kinoloom.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kinoloom.codec.Json;
import dev.kinoloom.domain.AnyBrief;
import dev.kinoloom.domain.ArtifactRef;
import dev.kinoloom.domain.Brief;
import dev.kinoloom.domain.Brief.Kind;
import dev.kinoloom.domain.Brief.Preset;
import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.Script;
import dev.kinoloom.pipeline.JobView;
import dev.kinoloom.pipeline.TaskId;
import dev.kinoloom.pipeline.Work;
import dev.kinoloom.provider.Blocking;
import dev.kinoloom.provider.Call;
import dev.kinoloom.provider.Inline;
import dev.kinoloom.provider.Machine;
import dev.kinoloom.provider.Machine.Lack;
import dev.kinoloom.provider.ProviderException;
import dev.kinoloom.provider.ScriptProvider;
import dev.kinoloom.provider.SpeechProvider;
import dev.kinoloom.provider.TestCall;
import dev.kinoloom.provider.Voices;
import dev.kinoloom.provider.Writers;
import dev.kinoloom.provider.offline.DemoScripts;
import dev.kinoloom.provider.offline.OfflineScripts;
import dev.kinoloom.stage.Artifacts.CheckedBrief;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BriefAndScriptStageTest {
  private static final ArtifactRef SOURCE = new ArtifactRef("a".repeat(64), 1, "text/plain");
  private static final ArtifactRef TEXT = new ArtifactRef("b".repeat(64), 1, "text/plain");
  private static final String ARTICLE =
      "# Tides\n\nThe sea rises and falls twice a day. The Moon pulls the water on the near side of the"
          + " Earth. A bulge of water forms there. Another bulge forms on the far side. The Earth turns"
          + " under both once a day.";
  private static final Blocking AT_ONCE = new Inline();

  private final Path dir;
  private final Workbench bench = new OneText();
  private List<ScriptProvider> writers = List.of(new OfflineScripts(AT_ONCE));
  private String fontless = "none of them";
  private Machine machine = brief -> List.of();
  private String language = "en";
  private int attempt = 1;

  BriefAndScriptStageTest(@TempDir Path dir) {
    this.dir = dir;
  }

  @Test
  void an_article_is_checked_and_handed_over_plain() throws IOException {
    var checked = check(ARTICLE, brief("auto", Preset.DEFAULT));
    assertThat(checked)
        .isEqualTo(new CheckedBrief(TEXT, Kind.ARTICLE, "en", "Tides", 42, "speaker/anna", 150));
    assertThat(Files.readString(bench.file(TEXT))).isEqualTo(ARTICLE);
  }

  @Test
  void without_a_voice_captions_are_read() {
    language = "de";
    assertThat(check(ARTICLE, brief("none", Preset.DEFAULT)).voice()).isEqualTo("none");
  }

  @Test
  void a_language_that_nobody_speaks_is_refused_with_what_to_install() {
    language = "de";
    assertRefused(ARTICLE, "auto", FailureKind.VALIDATION, "German (de)", "espeak-ng");
  }

  @Test
  void a_topic_without_a_language_model_is_refused_but_for_the_demo() {
    assertRefused(
        "How tides work",
        "auto",
        FailureKind.VALIDATION,
        "The text is a bare topic",
        "--kind article");
    language = "de";
    assertThat(check("Wie Gezeiten gehen", brief("auto", Preset.QUICK_DEMO)).language())
        .isEqualTo("en");
  }

  @Test
  void too_long_empty_and_binary_texts_are_refused() {
    assertRefused("", "auto", FailureKind.VALIDATION, "The text is empty");
    assertRefused(
        "word ".repeat(25_000), "auto", FailureKind.VALIDATION, "The text has 25,000 words");
    assertRefused("a\0b", "auto", FailureKind.VALIDATION, "binary");
  }

  @Test
  void a_writing_without_a_font_and_a_machine_that_lacks_something_are_refused() {
    fontless = "Tides";
    assertRefused(ARTICLE, "auto", FailureKind.UNSUPPORTED, "No font here covers");
    fontless = "none of them";
    machine = brief -> List.of(new Lack("FFmpeg is missing: install it."), new Lack("Full."));
    assertRefused(ARTICLE, "auto", FailureKind.RESOURCES, "FFmpeg is missing: install it. Full.");
  }

  @Test
  void the_offline_writer_takes_over_when_the_model_fails_for_good() {
    writers = List.of(failing(FailureKind.CREDENTIALS), new OfflineScripts(AT_ONCE));
    assertThat(write(brief("auto", Preset.DEFAULT)).writer()).isEqualTo("offline");
  }

  @Test
  void a_passing_failure_is_tried_again_before_the_offline_writer_takes_over() {
    writers = List.of(failing(FailureKind.RATE_LIMITED), new OfflineScripts(AT_ONCE));
    var thrown =
        catchThrowableOfType(ProviderException.class, () -> write(brief("auto", Preset.DEFAULT)));
    assertThat(thrown.kind()).isEqualTo(FailureKind.RATE_LIMITED);
    attempt = 2;
    assertThat(write(brief("auto", Preset.DEFAULT)).writer()).isEqualTo("offline");
  }

  @Test
  void the_fingerprint_of_a_script_tells_its_writers_apart() {
    var brief = brief("auto", Preset.DEFAULT);
    var offline = new ScriptStage(writers(), AT_ONCE).fingerprint(work(brief, checkedArticle()));
    writers = List.of(failing(FailureKind.CREDENTIALS), new OfflineScripts(AT_ONCE));
    assertThat(new ScriptStage(writers(), AT_ONCE).fingerprint(work(brief, checkedArticle())))
        .isNotEqualTo(offline);
  }

  private CheckedBrief check(String text, Brief brief) {
    keep(SOURCE, text);
    var stage =
        new BriefStage(
            any -> Optional.of(language),
            writers(),
            Voices.gather(List.of(new Speaker())).result(),
            any -> any.contains(fontless) ? Optional.of("Latin") : Optional.empty(),
            machine,
            AT_ONCE);
    return result(stage.run(work(brief, null)));
  }

  private Script write(Brief brief) {
    keep(TEXT, ARTICLE);
    return result(new ScriptStage(writers(), AT_ONCE).run(work(brief, checkedArticle())));
  }

  private static CheckedBrief checkedArticle() {
    return new CheckedBrief(TEXT, Kind.ARTICLE, "en", "Tides", 42, "speaker/anna", 150);
  }

  private Writers writers() {
    return new Writers(writers, new DemoScripts());
  }

  private void assertRefused(String text, String voice, FailureKind kind, String... words) {
    var thrown =
        catchThrowableOfType(Failed.class, () -> check(text, brief(voice, Preset.DEFAULT)));
    assertThat(thrown.kind()).isEqualTo(kind);
    assertThat(thrown).hasMessageContainingAll(words);
  }

  private void keep(ArtifactRef ref, String text) {
    try {
      bench.put(ref, Files.writeString(dir.resolve(ref.sha256()), text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> T result(Future<T> future) {
    if (future.cause() instanceof RuntimeException e) {
      throw e;
    }
    assertThat(future.succeeded()).as("%s", future).isTrue();
    return future.result();
  }

  private static Brief brief(String voice, Preset preset) {
    return new AnyBrief().source(SOURCE).kind(Kind.AUTO).voice(voice).preset(preset).brief();
  }

  private Work work(Brief brief, @Nullable CheckedBrief checked) {
    var values =
        checked == null
            ? Map.<TaskId, String>of()
            : Map.of(Artifacts.BRIEF.part(0), Json.encode(checked));
    var job = new JobView(1, brief, values, Json::decode);
    return bench.task(new TaskId("any", 0), attempt, job, new TestCall(dir));
  }

  /** Whatever is kept is the text that scripts are made of. */
  private static final class OneText extends Workbench {
    @Override
    ArtifactRef keep(Path file, String mediaType) {
      put(TEXT, file);
      return TEXT;
    }
  }

  private static ScriptProvider failing(FailureKind kind) {
    return new ScriptProvider() {
      @Override
      public String id() {
        return "model";
      }

      @Override
      public boolean canWrite(Kind any, String language) {
        return true;
      }

      @Override
      public Future<Script> write(ScriptProvider.Request request, Call call) {
        return Future.failedFuture(new ProviderException("model", kind, "no"));
      }
    };
  }

  private static final class Speaker implements SpeechProvider {
    @Override
    public String id() {
      return "speaker";
    }

    @Override
    public Future<List<Voice>> voices() {
      return Future.succeededFuture(List.of(new Voice("anna", List.of("en"), 150)));
    }

    @Override
    public Future<Speech> speak(SpeechProvider.Request request, Call call) {
      return Future.failedFuture(new ProviderException("speaker", FailureKind.INTERNAL, "unasked"));
    }
  }
}
