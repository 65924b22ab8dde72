package dev.kinoloom.stage;

import dev.kinoloom.domain.Brief;
import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.Invalid;
import dev.kinoloom.domain.text.TextCheck;
import dev.kinoloom.pipeline.Assignment;
import dev.kinoloom.pipeline.JobView;
import dev.kinoloom.pipeline.Retries;
import dev.kinoloom.pipeline.Stage;
import dev.kinoloom.pipeline.StageSpec;
import dev.kinoloom.pipeline.TaskPlan;
import dev.kinoloom.pipeline.Work;
import dev.kinoloom.provider.Blocking;
import dev.kinoloom.provider.FontCoverage;
import dev.kinoloom.provider.LanguageDetector;
import dev.kinoloom.provider.Machine;
import dev.kinoloom.provider.Voices;
import dev.kinoloom.provider.Writers;
import dev.kinoloom.stage.Artifacts.CheckedBrief;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Makes sure that a brief can become a video here, before anything dear is done: the text is text
 * and of a length, somebody can write, speak and draw its language, the machine has what it takes.
 */
public final class BriefStage implements Stage {
  private static final StageSpec SPEC =
      new StageSpec("brief", "Brief", 1, 1, 1, Duration.ofMinutes(2), Retries.LOCAL);
  private static final String ENGLISH = "en";

  /** At which captions without a voice are read at ease. */
  private static final double READING_WORDS_PER_MINUTE = 160;

  private final LanguageDetector languages;
  private final Writers writers;
  private final Voices voices;
  private final FontCoverage fonts;
  private final Machine machine;
  private final Blocking blocking;

  public BriefStage(
      LanguageDetector languages,
      Writers writers,
      Voices voices,
      FontCoverage fonts,
      Machine machine,
      Blocking blocking) {
    this.languages = languages;
    this.writers = writers;
    this.voices = voices;
    this.fonts = fonts;
    this.machine = machine;
    this.blocking = blocking;
  }

  @Override
  public StageSpec spec() {
    return SPEC;
  }

  @Override
  public List<TaskPlan> plan(JobView job) {
    return List.of(new TaskPlan(0, List.of(), 1));
  }

  @Override
  public Object fingerprint(Assignment work) {
    return Map.of("brief", work.job().brief(), "voices", voiceIds());
  }

  private List<String> voiceIds() {
    return voices.all().stream().map(Voices.Choice::id).toList();
  }

  @Override
  public Future<CheckedBrief> run(Work work) {
    var brief = work.job().brief();
    return work.open(brief.source())
        .compose(source -> blocking.run(() -> refusing(() -> read(source, brief, work))))
        .compose(
            read ->
                work.keep(read.plain(), "text/plain")
                    .map(
                        text ->
                            new CheckedBrief(
                                text,
                                read.text().kind(),
                                read.language(),
                                read.text().title(),
                                read.text().words(),
                                read.voice().name(),
                                read.voice().wordsPerMinute())));
  }

  /** What was found out, and where the plain text was written. */
  private record Read(TextCheck.Checked text, String language, Speaker voice, Path plain) {}

  private record Speaker(String name, double wordsPerMinute) {}

  private Read read(Path source, Brief brief, Work work) throws IOException {
    TextCheck.refuseSize(Files.size(source));
    var text = TextCheck.check(Files.readAllBytes(source), brief.kind(), brief.title());
    work.call().progress(0.3, "Read %,d words".formatted(text.words()));
    var language = language(brief, text);
    writers.able(text.kind(), language, brief.preset());
    var voice = speaker(brief, language);
    refuseUndrawable(text);
    refuseMachine(brief);
    var plain = work.call().scratch().resolve("text.txt");
    return new Read(text, language, voice, Files.writeString(plain, text.text()));
  }

  private String language(Brief brief, TextCheck.Checked text) {
    if (Writers.isDemo(text.kind(), brief.preset())) {
      return ENGLISH;
    }
    var given = brief.language();
    return given != null && !given.isBlank()
        ? given.strip()
        : languages.detect(text.text()).orElse(ENGLISH);
  }

  private Speaker speaker(Brief brief, String language) {
    if (brief.isSilent()) {
      return new Speaker(Voices.NONE, READING_WORDS_PER_MINUTE);
    }
    var choice = voices.choose(brief.voice(), language);
    return new Speaker(choice.id(), choice.voice().wordsPerMinute());
  }

  private void refuseUndrawable(TextCheck.Checked text) {
    fonts
        .advice(text.title() + "\n" + text.text())
        .ifPresent(
            advice -> {
              throw new Failed(FailureKind.UNSUPPORTED, sentence(advice));
            });
  }

  private void refuseMachine(Brief brief) {
    var problems = machine.problems(brief);
    if (!problems.isEmpty()) {
      throw new Failed(
          FailureKind.RESOURCES,
          inOne(problems, Machine.Lack::plain),
          inOne(problems, Machine.Lack::words),
          null);
    }
  }

  private static String inOne(List<Machine.Lack> problems, Function<Machine.Lack, String> as) {
    return problems.stream().map(as).collect(Collectors.joining(" "));
  }

  /** A broken rule is a failure of this job that no second try mends. */
  private static <T> T refusing(Callable<T> work) throws Exception {
    try {
      return work.call();
    } catch (Invalid invalid) {
      throw new Failed(FailureKind.VALIDATION, sentence(invalid), invalid);
    }
  }

  private static String sentence(Invalid invalid) {
    return sentence(
        invalid.isPredicate() ? "the " + invalid.field() + " " + invalid.rule() : invalid.rule());
  }

  private static String sentence(String words) {
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + ".";
  }
}
