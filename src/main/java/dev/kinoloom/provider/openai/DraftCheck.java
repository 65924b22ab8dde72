package dev.kinoloom.provider.openai;

import dev.kinoloom.codec.Json;
import dev.kinoloom.domain.Script;
import dev.kinoloom.domain.Script.Role;
import dev.kinoloom.domain.Script.Scene;
import dev.kinoloom.domain.text.StopWords;
import dev.kinoloom.domain.text.Words;
import dev.kinoloom.provider.LanguageDetector;
import dev.kinoloom.provider.ScriptProvider.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Judges an answer by the rules that the model was told. */
final class DraftCheck {
  private static final int MOST_SCENES = 300;
  private static final int MOST_FAULTS = 12;
  private static final int HEADING_WORDS = 10;
  private static final int POINTS = 8;
  private static final int SCENE_WORDS = 90;
  private static final Pattern MARKUP =
      Pattern.compile(
          "\\*\\*|__|`|^\\s*[#>]|</?[a-zA-Z][^<>]{0,80}>|https?://|\\]\\(|^\\s*[-*] ",
          Pattern.MULTILINE);
  private static final Pattern ENDED =
      Pattern.compile(".*[.!?…。！？؟۔।][\"'”’»)\\]』」]*\\s*", Pattern.DOTALL);
  private static final Pattern FENCE =
      Pattern.compile("\\s*```(?:json)?\\s*(.*?)\\s*```\\s*", Pattern.DOTALL);

  /** The answer as it is written; nothing in it is certain yet. */
  record Draft(@Nullable String title, @Nullable List<@Nullable DraftScene> scenes) {}

  record DraftScene(
      @Nullable String heading,
      @Nullable String narration,
      @Nullable List<@Nullable String> points) {}

  private final Request request;
  private final LanguageDetector languages;
  private final List<String> faults = new ArrayList<>();

  DraftCheck(Request request, LanguageDetector languages) {
    this.request = request;
    this.languages = languages;
  }

  /** Blocks: the language is guessed. */
  Verdict judge(ChatClient.Answer answer) {
    if (answer.isCutOff()) {
      return bad(answer, "it was cut off at the token limit; be shorter");
    }
    var fenced = FENCE.matcher(answer.content());
    try {
      var draft =
          Json.decodeStrictly(fenced.matches() ? fenced.group(1) : answer.content(), Draft.class);
      return draft == null ? bad(answer, "it is null") : judge(answer, draft);
    } catch (Json.Unreadable e) {
      return bad(answer, "it is not the JSON of the schema");
    }
  }

  private static Verdict bad(ChatClient.Answer answer, String fault) {
    return new Verdict(answer.content(), null, List.of(fault));
  }

  private Verdict judge(ChatClient.Answer answer, Draft draft) {
    var scenes = scenes(draft);
    demand(
        !scenes.isEmpty() && scenes.size() <= MOST_SCENES,
        "there must be 1 to 300 scenes, not " + scenes.size());
    if (faults.isEmpty()) {
      demandLength(scenes);
      demandLanguage(scenes);
    }
    if (!faults.isEmpty()) {
      return new Verdict(
          answer.content(),
          null,
          List.copyOf(faults.subList(0, Math.min(MOST_FAULTS, faults.size()))));
    }
    var title =
        draft.title() == null || draft.title().isBlank() ? request.title() : draft.title().strip();
    return new Verdict(
        answer.content(), new Script(title, request.language(), ChatScripts.ID, scenes), List.of());
  }

  private List<Scene> scenes(Draft draft) {
    var title = draft.title() == null ? "" : draft.title();
    demand(
        title.length() <= 200 && !MARKUP.matcher(title).find(),
        "the title must be plain and short");
    var given = draft.scenes() == null ? List.<@Nullable DraftScene>of() : draft.scenes();
    var scenes = new ArrayList<Scene>();
    for (int i = 0; i < Math.min(given.size(), MOST_SCENES + 1); i++) {
      var scene = given.get(i);
      if (scene == null || scene.narration() == null || Words.count(scene.narration()) == 0) {
        demand(false, "scene %d says nothing".formatted(i + 1));
      } else {
        scenes.add(scene(i + 1, given.size(), scene, scene.narration().strip()));
      }
    }
    return scenes;
  }

  private Scene scene(int number, int of, DraftScene draft, String narration) {
    var heading = draft.heading() == null ? "" : draft.heading().strip();
    var points = points(draft);
    var where = "scene %d: ".formatted(number);
    demand(
        ENDED.matcher(narration).matches(), where + "the narration must end with a whole sentence");
    demand(
        !MARKUP.matcher(narration + "\n" + heading + "\n" + String.join("\n", points)).find(),
        where + "no markup and no addresses");
    demand(
        Words.count(narration) <= SCENE_WORDS, where + "at most %d words".formatted(SCENE_WORDS));
    demand(
        Words.count(heading) <= HEADING_WORDS, where + "the heading must have at most six words");
    demand(
        points.size() <= POINTS && points.stream().allMatch(p -> Words.count(p) <= HEADING_WORDS),
        where + "at most six points of a few words");
    var role = number == 1 ? Role.HOOK : number == of ? Role.CLOSE : Role.BODY;
    return new Scene(number, role, heading, narration.replaceAll("\\s+", " "), points);
  }

  private static List<String> points(DraftScene draft) {
    var points = new ArrayList<String>();
    if (draft.points() != null) {
      for (var point : draft.points()) {
        if (point != null && !point.isBlank()) {
          points.add(point.strip());
        }
      }
    }
    return points;
  }

  private void demandLength(List<Scene> scenes) {
    int words = scenes.stream().mapToInt(scene -> Words.count(scene.narration())).sum();
    demand(
        words >= Length.least(request) && words <= Length.most(request),
        "the narration has %d words in all; it must have %d to %d"
            .formatted(words, Length.least(request), Length.most(request)));
  }

  private void demandLanguage(List<Scene> scenes) {
    var said = scenes.stream().map(Scene::narration).collect(Collectors.joining(" "));
    var wanted = StopWords.primary(request.language());
    languages
        .detect(said)
        .filter(found -> !found.equals(wanted))
        .ifPresent(
            found -> demand(false, "it must be written in %s, not in %s".formatted(wanted, found)));
  }

  private void demand(boolean kept, String fault) {
    if (!kept) {
      faults.add(fault);
    }
  }
}
