package dev.kinoloom.provider.offline;

import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.Narration;
import dev.kinoloom.domain.Script;
import dev.kinoloom.domain.Script.Role;
import dev.kinoloom.domain.Script.Scene;
import dev.kinoloom.domain.Timeline;
import dev.kinoloom.domain.speech.SilentReading;
import dev.kinoloom.domain.speech.SpeakingTime;
import dev.kinoloom.provider.ProviderException;
import dev.kinoloom.provider.ScriptProvider.Request;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** An article, told in its own sentences within the wanted time. */
final class ArticleScript {
  /** Of the wanted length: rather a little shorter. */
  private static final double AIM = 0.96;

  private static final double CLOSE_ENOUGH = 0.05;
  private static final int ROUNDS = 5;
  private static final double LEAST_STEP_SECONDS = 0.1;
  private static final int MOST_STEPS = 1_500;
  private static final double SCENE_SECONDS = 7.5;
  private static final double OTHER_SECTION = 6;
  private static final double OTHER_PARAGRAPH = 1;
  private static final double APART = 0.4;
  private static final double LEANS = 0.5;

  private final Request request;
  private final Article article;
  private final Terms terms;
  private final Map<String, Double> seconds = new HashMap<>();

  private ArticleScript(Request request) {
    this.request = request;
    this.article = Article.of(request.text(), request.language());
    this.terms = new Terms(article.lines().stream().map(Line::text).toList(), request.language());
  }

  /** The script; fails with VALIDATION when no sentence can be said in the wanted time. */
  static Script of(Request request) {
    return new ArticleScript(request).write();
  }

  private Script write() {
    var title = request.title();
    var chosen = chosen(title);
    if (chosen.isEmpty()) {
      throw new ProviderException(
          OfflineScripts.ID,
          FailureKind.VALIDATION,
          "The text has no whole sentence that can be said in %d seconds; punctuate it, ask for more"
                  .formatted(request.brief().seconds())
              + " seconds, or give it as a script.");
    }
    return new Script(title, request.language(), OfflineScripts.ID, scenes(title, chosen));
  }

  /** How many scenes there will be, and so how much silence, is known when they are cut. */
  private List<Line> chosen(String title) {
    var importance = Ranking.of(article, terms, title);
    var definites = new Definites(article, title, request.language());
    double wanted = request.brief().seconds();
    double step = Math.max(LEAST_STEP_SECONDS, wanted / MOST_STEPS);
    double pace = 60 / request.wordsPerMinute();
    double speech = wanted * AIM * (1 - pause() / SCENE_SECONDS);
    var best = List.<Line>of();
    for (int round = 0; round < ROUNDS; round++) {
      var length = new Excerpt.Length(Math.max(1, (int) (speech / step)), step, pace);
      var excerpt = new Excerpt(article, terms, importance, definites, this::seconds, length);
      var lines = excerpt.choose().stream().map(article.lines()::get).toList();
      double takes = takes(lines);
      best = round == 0 || isNearer(takes, takes(best)) ? lines : best;
      if (Math.abs(takes - AIM * wanted) <= CLOSE_ENOUGH * wanted || lines.isEmpty()) {
        break;
      }
      speech += Math.max(-0.1 * wanted, Math.min(0.1 * wanted, AIM * wanted - takes));
    }
    return best.isEmpty() ? beginning() : best;
  }

  /**
   * As much of the article's beginning as fits: where every sentence speaks of another one, what
   * stands as its author wrote it is still whole.
   */
  private List<Line> beginning() {
    var lines = article.lines();
    int count = 0;
    while (count < lines.size()
        && takes(lines.subList(0, count + 1)) <= request.brief().seconds()) {
      count++;
    }
    return List.copyOf(lines.subList(0, count));
  }

  /** Too long is worse than too short. */
  private boolean isNearer(double takes, double other) {
    return off(takes) < off(other);
  }

  private double off(double takes) {
    double off = takes - AIM * request.brief().seconds();
    return off > 0 ? 2 * off : -off;
  }

  /** How long a video of these lines is, with the silence around its scenes. */
  private double takes(List<Line> lines) {
    return lines.isEmpty()
        ? 0
        : lines.stream().mapToDouble(this::seconds).sum()
            + pause() * SceneCuts.of(pieces(lines)).size();
  }

  private double pause() {
    double around =
        (double) (Timeline.LEAD_SAMPLES + Timeline.TAIL_SAMPLES) / Narration.SAMPLE_RATE;
    return around + (request.brief().isSilent() ? SilentReading.PAUSE_SECONDS : 0);
  }

  private double seconds(Line line) {
    return seconds.computeIfAbsent(
        line.text(),
        text -> SpeakingTime.seconds(text, request.language(), request.wordsPerMinute()));
  }

  private List<Scene> scenes(String title, List<Line> chosen) {
    var headings = new Headings(terms, request.language());
    var scenes = new ArrayList<Scene>();
    int from = 0;
    int section = 0;
    var sizes = SceneCuts.of(pieces(chosen));
    for (int size : sizes) {
      var lines = chosen.subList(from, from + size);
      boolean opens = lines.get(0).section() != section;
      section = lines.get(size - 1).section();
      var wish = from == 0 ? title : opens ? article.headings().get(lines.get(0).section()) : "";
      scenes.add(scene(scenes.size() + 1, sizes.size(), headings, wish, lines));
      from += size;
    }
    return scenes;
  }

  private Scene scene(int number, int of, Headings headings, String wish, List<Line> lines) {
    var joint = Joint.of(request.language());
    var narration = lines.stream().map(Line::text).collect(Collectors.joining(joint));
    var listed =
        lines.stream().map(Line::points).filter(p -> !p.isEmpty()).findFirst().orElse(List.of());
    var points =
        listed.isEmpty()
            ? Points.of(lines.stream().map(Line::text).toList(), request.language())
            : listed;
    var role = number == 1 ? Role.HOOK : number == of ? Role.CLOSE : Role.BODY;
    return new Scene(number, role, headings.of(wish, narration), narration, points);
  }

  private List<SceneCuts.Piece> pieces(List<Line> chosen) {
    var pieces = new ArrayList<SceneCuts.Piece>();
    for (int i = 0; i < chosen.size(); i++) {
      var line = chosen.get(i);
      double seconds = seconds(line);
      pieces.add(
          i == 0
              ? new SceneCuts.Piece(seconds, 0, 0)
              : piece(seconds, chosen.get(i - 1), line, i == 1));
    }
    return pieces;
  }

  private SceneCuts.Piece piece(double seconds, Line before, Line line, boolean afterOpening) {
    boolean follows = article.lines().indexOf(line) == article.lines().indexOf(before) + 1;
    double gap =
        before.section() != line.section()
            ? OTHER_SECTION
            : (before.paragraph() != line.paragraph() ? OTHER_PARAGRAPH : 0)
                + (follows ? 0 : APART)
                + (afterOpening ? 0.3 : 0);
    return new SceneCuts.Piece(seconds, gap, line.leansBack() || before.leansOn() ? LEANS : 0);
  }
}
